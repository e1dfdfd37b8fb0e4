package org.dwsaudit.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dwsaudit.app.client.EventStream;
import org.dwsaudit.app.client.ServerClient;
import org.dwsaudit.app.client.ServerRefusedException;
import org.dwsaudit.app.client.ServerUnreachableException;
import org.dwsaudit.app.faults.Await;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc;
import org.dwsaudit.schema.grpc.v1.EventFilter;
import org.dwsaudit.schema.grpc.v1.SubscribeRequest;
import org.dwsaudit.schema.grpc.v1.SubscribeResponse;

/**
 * A reader who drops the connection when chance says so, and who comes back after the last position
 * that they were told, until they have read a last event.
 */
abstract class LiveReader {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int EVENTS_BEFORE_DROP_MAX = 120;

  final URI server;
  final List<String> workers;
  private final Random random;
  private final String lastEvent;
  private final List<String> ids = new ArrayList<>();
  private int leftBeforeDrop;
  private String position;

  LiveReader(URI server, List<String> workers, String lastEvent, long seed) {
    this.server = server;
    this.workers = workers;
    this.lastEvent = lastEvent;
    this.random = new Random(seed);
  }

  /** The ids of what was read, in the order in which it came. */
  List<String> ids() {
    return ids;
  }

  boolean isDone() {
    return !ids.isEmpty() && ids.getLast().equals(lastEvent);
  }

  final void readAll() {
    while (!isDone()) {
      leftBeforeDrop = random.nextInt(1, EVENTS_BEFORE_DROP_MAX);
      try {
        readUntilDrop(position);
      } catch (IOException
          | ServerUnreachableException
          | ServerRefusedException
          | StatusRuntimeException e) {
        // as any client: a little later again
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(10, 60)));
      }
    }
  }

  /**
   * Reads from behind a position, or from the start, until {@link #took} says that it is enough or
   * the stream ends.
   */
  abstract void readUntilDrop(String after) throws IOException;

  /** Returns whether to read on. */
  final boolean took(String id, String eventPosition) {
    ids.add(id);
    position = eventPosition;
    return --leftBeforeDrop > 0 && !isDone();
  }

  final void passed(String upTo) {
    position = upTo;
  }

  /** Over Server-Sent Events. */
  static final class OverSse extends LiveReader {
    OverSse(URI server, List<String> workers, String lastEvent, long seed) {
      super(server, workers, lastEvent, seed);
    }

    @Override
    void readUntilDrop(String after) throws IOException {
      StringBuilder path = new StringBuilder("/v1/events/stream?");
      workers.forEach(worker -> path.append("worker_ids=").append(worker).append('&'));
      path.append(after == null ? "from=start" : "after=" + after);
      try (ServerClient client = new ServerClient(server);
          EventStream stream = client.stream(path.toString(), null)) {
        boolean more = true;
        while (more) {
          EventStream.Message message = stream.next();
          if (message == null || message.type().equals("error")) {
            throw new IOException("the stream ended");
          }
          JsonNode event = JSON.readTree(message.data());
          more = took(event.path("event_id").asText(), stream.lastId());
        }
      }
    }
  }

  /** Over WebSocket. */
  static final class OverSocket extends LiveReader {
    OverSocket(URI server, List<String> workers, String lastEvent, long seed) {
      super(server, workers, lastEvent, seed);
    }

    @Override
    void readUntilDrop(String after) throws IOException {
      String start = after == null ? "\"from\":\"start\"" : "\"after\":\"" + after + "\"";
      String named = JSON.valueToTree(workers).toString();
      try (SocketLine line = connect()) {
        line.send("{\"subscription\":{\"worker_ids\":%s,%s}}".formatted(named, start));
        boolean more = true;
        while (more) {
          switch (line.next(SocketLine.Heard.class)) {
            case SocketLine.Heard.Text text -> more = took(text.json());
            case SocketLine.Heard.Ping ping -> passed(ping.data());
            case SocketLine.Heard.Pong _ -> {}
            case SocketLine.Heard.Closed closed -> throw new IOException(closed.toString());
          }
        }
      }
    }

    private SocketLine connect() throws IOException {
      try {
        return new SocketLine(server, "/v1/events/ws");
      } catch (RuntimeException e) {
        throw new IOException(e);
      }
    }

    private boolean took(JsonNode event) throws IOException {
      if (event.has("error")) {
        throw new IOException(event.toString());
      }
      return took(event.path("event_id").asText(), event.at("/record/position").asText());
    }
  }

  /** Over gRPC. */
  static final class OverGrpc extends LiveReader {
    private final AuditServiceGrpc.AuditServiceStub grpc;

    OverGrpc(URI server, List<String> workers, String lastEvent, long seed) {
      super(server, workers, lastEvent, seed);
      this.grpc = GrpcCalls.client(server, AuditServiceGrpc.AuditServiceStub.class);
    }

    @Override
    void readUntilDrop(String after) throws IOException {
      SubscribeRequest.Builder request =
          SubscribeRequest.newBuilder()
              .setFilter(EventFilter.newBuilder().addAllWorkerIds(workers));
      Call call = new Call();
      grpc.subscribe(
          after == null ? request.setFromStart(true).build() : request.setAfter(after).build(),
          call);
      boolean more = true;
      while (more) {
        SubscribeResponse response = call.next();
        if (response.hasHeartbeat()) {
          passed(response.getHeartbeat().getPosition());
        } else {
          more =
              took(
                  response.getEvent().getEvent().getEventId(),
                  response.getEvent().getRecord().getPosition());
        }
      }
      call.answers.cancel("dropped", null);
    }
  }

  /** The answers to one call, in order. */
  private static final class Call
      implements ClientResponseObserver<SubscribeRequest, SubscribeResponse> {
    private static final SubscribeResponse END = SubscribeResponse.getDefaultInstance();

    private final BlockingQueue<SubscribeResponse> responses = new LinkedBlockingQueue<>();
    private ClientCallStreamObserver<SubscribeRequest> answers;

    SubscribeResponse next() throws IOException {
      try {
        SubscribeResponse next = responses.poll(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        if (next == null || next == END) {
          throw new IOException("the stream ended");
        }
        return next;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<SubscribeRequest> started) {
      answers = started;
    }

    @Override
    public void onNext(SubscribeResponse response) {
      responses.add(response);
    }

    @Override
    public void onError(Throwable failure) {
      responses.add(END);
    }

    @Override
    public void onCompleted() {
      responses.add(END);
    }
  }
}
