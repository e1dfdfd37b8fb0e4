package org.dwsaudit.projections.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRulesTest {

  private static final Target HTTPS = Target.parse("https://hooks.example.com/events");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:a00:1",
        "::127.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001::1",
        "2001:db8::1"
      })
  void whatIsNotOfThePublicInternetIsRefused(String address) {
    assertThatThrownBy(() -> TargetRules.PUBLIC_ONLY.check(HTTPS, InetAddress.ofLiteral(address)))
        .isInstanceOfSatisfying(
            AuditException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.TARGET_REFUSED))
        // what a name resolves to inside is nobody's business
        .hasMessageNotContaining(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "2606:4700::1111"})
  void thePublicInternetIsReachedOverTlsOnly(String address) {
    InetAddress there = InetAddress.ofLiteral(address);
    assertThatCode(() -> TargetRules.PUBLIC_ONLY.check(HTTPS, there)).doesNotThrowAnyException();
    assertThatThrownBy(
            () -> TargetRules.PUBLIC_ONLY.check(Target.parse("http://hooks.example.com/"), there))
        .hasMessageContaining("https");
  }

  @Test
  void theOperatorNamesWhatElseMayBeReached() {
    TargetRules rules = TargetRules.allowing("10.1.0.0/16, fd00::/8, collector.internal");
    Target plain = Target.parse("http://collector.internal:9000/");
    assertThatCode(() -> rules.check(HTTPS, InetAddress.ofLiteral("10.1.255.3")))
        .doesNotThrowAnyException();
    assertThatCode(() -> rules.check(plain, InetAddress.ofLiteral("192.168.7.7")))
        .doesNotThrowAnyException();
    assertThatCode(() -> rules.check(HTTPS, InetAddress.ofLiteral("fd12::1")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> rules.check(HTTPS, InetAddress.ofLiteral("10.2.0.1")))
        .isInstanceOf(AuditException.class);
    // a name that is allowed must not lead to where clouds keep their credentials
    assertThatThrownBy(() -> rules.check(plain, InetAddress.ofLiteral("169.254.169.254")))
        .isInstanceOf(AuditException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "300.1.1.1", "*", "a b", "http://x"})
  void whatIsNoAddressBlockOrNameIsRefused(String entry) {
    assertThatThrownBy(() -> TargetRules.allowing(entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: addresses");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://h/x, https",
    "file:///etc/passwd, https",
    "https:///x, no host",
    "https://u:p@h/, user information",
    "https://h/#f, fragment",
    "https://h:0/, port 0",
    "https://h:99999/, port 99999",
    "not a url, a URL"
  })
  void aUrlThatMakesNoSenseIsRefused(String url, String why) {
    assertThatThrownBy(() -> Target.parse(url))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aTargetIsKnownByWhereItIs() {
    Target target = Target.parse("HTTPS://Hooks.Example.com/in?token=s3cret");
    assertThat(target.origin()).isEqualTo("https://hooks.example.com:443");
    assertThat(target.pathAndQuery()).isEqualTo("/in?token=s3cret");
    assertThat(target.withoutQuery()).doesNotContain("s3cret");
    assertThat(Target.parse("http://[::1]:8080").pathAndQuery()).isEqualTo("/");
  }
}
