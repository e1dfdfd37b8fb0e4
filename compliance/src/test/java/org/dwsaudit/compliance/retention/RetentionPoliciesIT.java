package org.dwsaudit.compliance.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import java.util.List;
import java.util.Set;
import org.dwsaudit.compliance.TestLog;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.administration.AdministrativeFact.RetentionPoliciesSet;
import org.dwsaudit.schema.administration.RetentionPolicy;
import org.dwsaudit.schema.administration.RetentionPolicy.Category;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.TenantId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RetentionPoliciesIT {

  private static TestLog log;
  private static RetentionPolicies policies;

  @BeforeAll
  static void open() {
    log = new TestLog();
    policies = new RetentionPolicies(log.writer(), log);
  }

  @AfterAll
  static void close() {
    log.close();
  }

  private static Principal of(String tenant) {
    return new Principal(new TenantId(tenant), "officer", Classification.CONFIDENTIAL, Set.of());
  }

  @Test
  void theDefaultsHoldUntilOthersAreSet() {
    assertThat(policies.current(of("fresh"))).isEqualTo(RetentionPolicySet.DEFAULT);
  }

  @Test
  void theLastSetHoldsForItsTenant() {
    Principal officer = of("setting");
    List<RetentionPolicy> first = set("P2Y");
    List<RetentionPolicy> second = set("P3Y");
    policies.set(officer, first, "first");
    RetentionPolicySet set = policies.set(officer, second, " second ");
    assertThat(set.policies()).isEqualTo(second);
    assertThat(set.setting()).extracting("reason", "setBy").containsExactly("second", "officer");
    assertThat(policies.current(officer)).isEqualTo(set);
    assertThat(policies.current(of("other"))).isEqualTo(RetentionPolicySet.DEFAULT);
  }

  @Test
  void whatIsRefusedIsNotRecorded() {
    Principal officer = of("refused");
    assertThatThrownBy(() -> policies.set(officer, set("P1D"), "too short"))
        .isInstanceOfSatisfying(
            AuditException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RETENTION_BELOW_MINIMUM));
    assertThatThrownBy(() -> policies.set(officer, set("P2Y"), " "))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    assertThat(log.facts(officer.tenant(), RetentionPoliciesSet.TYPE)).isEmpty();
  }

  private static List<RetentionPolicy> set(String mandatory) {
    return List.of(
        new RetentionPolicy(Category.MANDATORY, Period.parse(mandatory), List.of(), null),
        new RetentionPolicy(Category.OPTIONAL, Period.ofDays(7), List.of(), null),
        new RetentionPolicy(Category.COMPLIANCE, Period.ofYears(7), List.of("approval.*"), "sox"));
  }
}
