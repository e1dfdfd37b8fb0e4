package org.dwsaudit.projections.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

  private static final byte[] SECRET =
      Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);

  /** The example that the convention's own libraries are tested with. */
  @Test
  void isThatOfTheConvention() {
    assertThat(WebhookSignature.of(List.of(SECRET), ID, 1_614_265_330, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void hasOneForEachSecret() {
    String both = WebhookSignature.of(List.of(new byte[] {1}, SECRET), ID, 1_614_265_330, BODY);
    assertThat(both.split(" "))
        .hasSize(2)
        .endsWith("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }
}
