package org.dwsaudit.api.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dwsaudit.projections.endpoint.Target;
import org.dwsaudit.projections.endpoint.TargetRules;
import org.dwsaudit.schema.error.AuditException;

/**
 * The address to connect to for a target: resolved anew each time, and checked. Names are resolved
 * on a few threads of their own, since a resolver that hangs holds its thread.
 */
public final class TargetAddresses implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int WAITING_MAX = 256;

  private final TargetRules rules;
  private final Resolver resolver;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_MAX),
          Thread.ofPlatform().daemon().name("webhook-dns-", 1).factory());

  /** Resolves names; may block. */
  @FunctionalInterface
  public interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  public TargetAddresses(TargetRules rules, Resolver resolver) {
    this.rules = rules;
    this.resolver = resolver;
    threads.allowCoreThreadTimeOut(true);
  }

  /** The target's name has no address, or none in time. */
  static final class UnresolvedException extends Exception {
    UnresolvedException(String message) {
      super(message);
    }
  }

  /**
   * An address that deliveries to the target may go to.
   *
   * @throws AuditException TARGET_REFUSED if one that the name resolves to is not allowed
   */
  InetAddress checked(Target target, Duration longest) throws UnresolvedException {
    InetAddress[] all = resolve(target, longest);
    if (all.length == 0) {
      throw new UnresolvedException("the target's name has no address");
    }
    for (InetAddress address : all) {
      rules.check(target, address);
    }
    return all[0];
  }

  /**
   * Refuses a target that deliveries could not go to as things are now. A name that does not
   * resolve is left to the deliveries.
   *
   * @throws AuditException TARGET_REFUSED
   */
  public void check(Target target, Duration longest) {
    try {
      checked(target, longest);
    } catch (UnresolvedException e) {
      // tried with each delivery, and seen there
    }
  }

  private InetAddress[] resolve(Target target, Duration longest) throws UnresolvedException {
    try {
      Future<InetAddress[]> found = threads.submit(() -> resolver.resolve(target.host()));
      try {
        return found.get(longest.toNanos(), TimeUnit.NANOSECONDS);
      } finally {
        found.cancel(true);
      }
    } catch (ExecutionException e) {
      throw new UnresolvedException("the target's name does not resolve");
    } catch (TimeoutException | RejectedExecutionException e) {
      throw new UnresolvedException("the target's name did not resolve in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnresolvedException("interrupted");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
