package org.dwsaudit.app.server;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.dwsaudit.api.webhook.HttpTransport;
import org.dwsaudit.api.webhook.TargetAddresses;
import org.dwsaudit.app.config.Settings;
import org.dwsaudit.app.config.WebhookSettings;
import org.dwsaudit.compliance.facts.FactLog;
import org.dwsaudit.compliance.redaction.Redactor;
import org.dwsaudit.projections.endpoint.TargetRules;
import org.dwsaudit.projections.live.LiveEvents;
import org.dwsaudit.projections.query.EventQueries;
import org.dwsaudit.projections.subscription.Deliveries;
import org.dwsaudit.projections.subscription.SecretBox;
import org.dwsaudit.projections.subscription.Subscriptions;
import org.dwsaudit.projections.webhook.Webhooks;

/** Durable subscriptions and their deliveries, put together. */
record WebhookWiring(Subscriptions subscriptions, Webhooks webhooks, HttpTransport transport)
    implements AutoCloseable {

  static WebhookWiring start(
      Settings settings,
      DataSource source,
      EventQueries events,
      LiveEvents live,
      Redactor redactor,
      FactLog facts) {
    WebhookSettings given = settings.webhooks();
    Clock clock = Clock.systemUTC();
    SecretBox box = WebhookKey.box(settings);
    String allowed = given.allowedPrivateTargets();
    TargetAddresses addresses =
        new TargetAddresses(
            TargetRules.allowing(allowed == null ? "" : allowed), InetAddress::getAllByName);
    Duration timeout = given.rules().timeout();
    HttpTransport transport = new HttpTransport(addresses, timeout);
    Webhooks webhooks =
        new Webhooks(
            new Webhooks.Parts(
                new Deliveries(source, box, UUID.randomUUID().toString(), given.rules().lease()),
                events,
                live,
                redactor::forExport,
                transport,
                given.rules(),
                given.limits(),
                clock));
    Subscriptions subscriptions =
        new Subscriptions(
            source,
            box,
            facts::record,
            given.limits().subscriptionsMax(),
            target -> addresses.check(target, timeout),
            _ -> webhooks.changed(),
            clock);
    webhooks.start(subscriptions);
    return new WebhookWiring(subscriptions, webhooks, transport);
  }

  @Override
  public void close() {
    webhooks.close();
    transport.close();
  }
}
