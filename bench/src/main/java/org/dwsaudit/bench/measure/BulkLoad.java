package org.dwsaudit.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.dwsaudit.bench.client.AppendStream;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.schema.grpc.v1.AppendRequest;

/** Events that are appended in bulk: over several gRPC streams, in units of a thousand. */
final class BulkLoad {

  static final int UNIT = 1_000;
  static final int STREAMS = 4;

  private final Stage.Served served;
  private final List<List<AppendRequest>> streams = new ArrayList<>();
  private final LongAdder resends = new LongAdder();
  private final int units;

  /** Makes the events up, so that sending them is all that takes time. */
  BulkLoad(Stage stage, Stage.Served served, int events) {
    this.served = served;
    this.units = Math.max(STREAMS, events / UNIT);
    EventSource source = stage.events();
    for (int i = 0; i < STREAMS; i++) {
      streams.add(new ArrayList<>());
    }
    for (int i = 0; i < units; i++) {
      streams.get(i % STREAMS).add(EventForms.request(source.next(UNIT)));
    }
  }

  long events() {
    return (long) units * UNIT;
  }

  /** How many units were refused for now and sent again. */
  long resends() {
    return resends.sum();
  }

  /** Returns when the last event is acknowledged. */
  void send() throws Exception {
    Callers.run(STREAMS, i -> send(streams.get(i)));
  }

  private void send(List<AppendRequest> requests) {
    try (AppendStream stream = served.client().stream()) {
      requests.forEach(stream::send);
      stream.drain();
      resends.add(stream.resends());
    }
  }
}
