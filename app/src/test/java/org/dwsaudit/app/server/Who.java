package org.dwsaudit.app.server;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Set;
import org.dwsaudit.api.access.Principals;
import org.dwsaudit.compliance.redaction.Disclosure;
import org.dwsaudit.schema.access.Principal;
import org.dwsaudit.schema.event.Classification;
import org.dwsaudit.schema.event.TenantId;

/** Callers of every clearance, told apart by a header that only tests know. */
enum Who {
  PUBLIC(Classification.PUBLIC, Classification.PUBLIC),
  INTERNAL(Classification.INTERNAL, Classification.INTERNAL),
  CONFIDENTIAL(Classification.CONFIDENTIAL, Classification.CONFIDENTIAL),
  /** Cleared for restricted parts, but not authorised by name. */
  UNGRANTED(Classification.RESTRICTED, Classification.CONFIDENTIAL),
  GRANTED(Classification.RESTRICTED, Classification.RESTRICTED, Disclosure.RESTRICTED_GRANT);

  static final String HEADER = "x-test-who";

  private final Principal principal;
  private final Classification sees;

  Who(Classification clearance, Classification sees, String... grants) {
    this.principal = new Principal(TenantId.DEFAULT, "reader-" + name(), clearance, Set.of(grants));
    this.sees = sees;
  }

  Classification sees() {
    return sees;
  }

  /** What they see at most of what leaves. */
  Classification takes() {
    return sees == Classification.RESTRICTED ? Classification.CONFIDENTIAL : sees;
  }

  static Principals principals() {
    return new Principals(Who::of);
  }

  private static Principal of(ServiceRequestContext request) {
    String name = request.request().headers().get(HEADER);
    return name == null ? Principal.LOCAL_OPERATOR : valueOf(name).principal;
  }
}
