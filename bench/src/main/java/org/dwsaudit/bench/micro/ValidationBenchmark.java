package org.dwsaudit.bench.micro;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dwsaudit.bench.events.EventForms;
import org.dwsaudit.bench.events.EventSource;
import org.dwsaudit.schema.event.SubmittedEvent;
import org.dwsaudit.schema.taxonomy.Taxonomy;
import org.dwsaudit.schema.validation.EventReader;
import org.dwsaudit.schema.validation.EventSchemas;
import org.dwsaudit.schema.validation.Limits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading and validating NDJSON, as every event that comes in is. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ValidationBenchmark {

  static final int EVENTS = 1_000;

  private final EventReader reader =
      new EventReader(Taxonomy.standard(), EventSchemas.standard(), Limits.DEFAULT);
  private final byte[] ndjson =
      new EventSource(2)
          .next(EVENTS).stream()
              .map(EventForms::json)
              .collect(Collectors.joining("\n"))
              .getBytes(StandardCharsets.UTF_8);

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public List<SubmittedEvent> read() {
    return reader.readNdjson(ndjson);
  }
}
