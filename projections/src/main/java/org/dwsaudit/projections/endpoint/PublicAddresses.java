package org.dwsaudit.projections.endpoint;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are of the public internet: what the registries of special-purpose addresses (RFC
 * 6890 and its updates) leave. An IPv4 address that is wrapped in IPv6 is never public.
 */
final class PublicAddresses {

  private static final List<AddressBlock> SPECIAL_V4 =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4")
          .map(AddressBlock::of)
          .toList();

  private static final AddressBlock GLOBAL_V6 = AddressBlock.of("2000::/3");

  /** Tunnels and translations lead to IPv4 addresses; the rest is for documents and tests. */
  private static final List<AddressBlock> SPECIAL_V6 =
      Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
          .map(AddressBlock::of)
          .toList();

  private PublicAddresses() {}

  static boolean contains(InetAddress address) {
    if (address instanceof Inet4Address) {
      return SPECIAL_V4.stream().noneMatch(block -> block.contains(address));
    }
    return GLOBAL_V6.contains(address)
        && SPECIAL_V6.stream().noneMatch(block -> block.contains(address));
  }
}
