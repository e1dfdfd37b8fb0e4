package org.dwsaudit.projections.endpoint;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;

/**
 * To which addresses deliveries may go: public ones over https, and those that the operator named,
 * over http too. Whoever connects MUST ask for the address that they are about to connect to, each
 * time: what a name resolves to can change.
 */
public final class TargetRules {

  /** Nothing but the public internet. */
  public static final TargetRules PUBLIC_ONLY = new TargetRules(List.of(), Set.of());

  private static final AddressBlock LINK_LOCAL_V4 = AddressBlock.of("169.254.0.0/16");

  private final List<AddressBlock> blocks;
  private final Set<String> hosts;

  private TargetRules(List<AddressBlock> blocks, Set<String> hosts) {
    this.blocks = List.copyOf(blocks);
    this.hosts = Set.copyOf(hosts);
  }

  /**
   * @param allowed addresses, blocks as {@code 10.0.0.0/8}, and host names, separated by commas; a
   *     name allows what it resolves to, but no link-local or multicast address
   * @throws IllegalArgumentException for an entry that is none of these
   */
  public static TargetRules allowing(String allowed) {
    List<AddressBlock> blocks = new ArrayList<>();
    Set<String> hosts = new HashSet<>();
    for (String part : allowed.split(",", -1)) {
      String entry = part.strip().toLowerCase(Locale.ROOT);
      if (entry.isEmpty()) {
        continue;
      }
      AddressBlock.parse(entry)
          .ifPresentOrElse(
              blocks::add,
              () -> {
                if (!entry.matches("(?=.*[a-z])[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?")) {
                  throw new IllegalArgumentException(
                      "%s (expected: addresses, blocks as 10.0.0.0/8 and host names, separated by commas)"
                          .formatted(Excerpt.of(entry)));
                }
                hosts.add(entry);
              });
    }
    return new TargetRules(blocks, hosts);
  }

  /**
   * Checks an address that the target's host resolved to.
   *
   * @throws AuditException TARGET_REFUSED if deliveries to the target must not go there
   */
  public void check(Target target, InetAddress address) {
    if (isNamed(target, address)) {
      return;
    }
    if (!PublicAddresses.contains(address)) {
      throw new AuditException(
          ErrorCode.TARGET_REFUSED,
          "delivery.url: %s is not on the public internet (expected: a public address, or one of webhooks.allowed_private_targets)"
              .formatted(Excerpt.of(target.host())));
    }
    if (!target.secure()) {
      throw new AuditException(
          ErrorCode.TARGET_REFUSED,
          "delivery.url: http (expected: https; http is for webhooks.allowed_private_targets)");
    }
  }

  private boolean isNamed(Target target, InetAddress address) {
    if (blocks.stream().anyMatch(block -> block.contains(address))) {
      return true;
    }
    return hosts.contains(target.host())
        && !address.isLinkLocalAddress()
        && !LINK_LOCAL_V4.contains(address)
        && !address.isMulticastAddress()
        && !address.isAnyLocalAddress();
  }
}
