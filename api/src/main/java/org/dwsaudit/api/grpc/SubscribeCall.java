package org.dwsaudit.api.grpc;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Map;
import org.dwsaudit.api.error.Failures;
import org.dwsaudit.api.live.EndOfStream;
import org.dwsaudit.projections.live.Outlet;
import org.dwsaudit.projections.live.Subscription;
import org.dwsaudit.schema.event.Position;
import org.dwsaudit.schema.event.RecordedEvent;
import org.dwsaudit.schema.grpc.v1.Heartbeat;
import org.dwsaudit.schema.grpc.v1.SubscribeResponse;
import org.jspecify.annotations.Nullable;

/**
 * One call of Subscribe: at most {@value #BYTES_AHEAD} bytes and one event wait in memory for the
 * caller. It holds no thread.
 */
final class SubscribeCall implements Outlet {

  private static final int BYTES_AHEAD = 64 * 1024;

  private final ServiceRequestContext context;
  private final ServerCallStreamObserver<SubscribeResponse> answers;
  private volatile @Nullable Subscription subscription;
  private int bytesAhead;

  /** Watches the call's signals: to be made before the method of the service returns. */
  SubscribeCall(
      ServiceRequestContext context, ServerCallStreamObserver<SubscribeResponse> answers) {
    this.context = context;
    this.answers = answers;
    answers.setOnReadyHandler(this::resume);
    answers.setOnCancelHandler(this::cancel);
  }

  private void resume() {
    Subscription opened = subscription;
    if (opened != null) {
      opened.resume();
    }
  }

  private void cancel() {
    Subscription opened = subscription;
    if (opened != null) {
      opened.cancel();
    }
  }

  @Override
  public void open(Subscription opened, Position from) {
    subscription = opened;
    if (answers.isCancelled()) {
      opened.cancel();
    } else {
      heartbeat(from);
    }
  }

  @Override
  public boolean isReady() {
    if (bytesAhead >= BYTES_AHEAD && answers.isReady()) {
      bytesAhead = 0;
    }
    return bytesAhead < BYTES_AHEAD;
  }

  @Override
  public void event(RecordedEvent disclosed) {
    send(SubscribeResponse.newBuilder().setEvent(EventMessageWriter.write(disclosed)).build());
  }

  @Override
  public void heartbeat(Position upTo) {
    Heartbeat heartbeat = Heartbeat.newBuilder().setPosition(upTo.toString()).build();
    send(SubscribeResponse.newBuilder().setHeartbeat(heartbeat).build());
  }

  private void send(SubscribeResponse message) {
    if (!answers.isCancelled()) {
      answers.onNext(message);
      bytesAhead += message.getSerializedSize();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void end(Throwable reason, Position resumeAfter) {
    if (!answers.isCancelled()) {
      answers.onError(
          GrpcErrors.of(Failures.of(reason), Map.of("resume_after", resumeAfter.toString())));
      EndOfStream.close(context.eventLoop(), reason, context::cancel);
    }
  }
}
