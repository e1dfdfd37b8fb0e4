package org.dwsaudit.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginGuardTest {

  private final OriginGuard guard = new OriginGuard(InetAddress.ofLiteral("192.0.2.7"));

  private boolean refuses(String authority, String... headers) {
    RequestHeadersBuilder built =
        RequestHeaders.builder(HttpMethod.POST, "/v1/events").authority(authority);
    for (int i = 0; i < headers.length; i += 2) {
      built.set(headers[i], headers[i + 1]);
    }
    return guard.refusal(built.build()) != null;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "127.0.0.1:8080",
        "127.1.2.3",
        "[::1]:8080",
        "192.0.2.7:1"
      })
  void takesItsOwnNames(String authority) {
    assertThat(refuses(authority)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example:8080",
        "127.0.0.1.evil.example",
        "192.0.2.8",
        "0.0.0.0:8080",
        "[::2]",
        "[::1",
        "localhost@evil.example"
      })
  void refusesOtherHosts(String authority) {
    assertThat(refuses(authority)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, false",
    "http://localhost:3000, true",
    "https://evil.example, true",
    "null, true",
  })
  void refusesOtherOrigins(String origin, boolean refused) {
    assertThat(refuses("localhost:8080", "origin", origin)).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource({"same-origin, false", "none, false", "same-site, true", "cross-site, true"})
  void refusesWhatAnotherSiteAsked(String site, boolean refused) {
    assertThat(refuses("localhost:8080", "sec-fetch-site", site)).isEqualTo(refused);
  }
}
