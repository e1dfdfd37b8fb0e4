package org.dwsaudit.api.http.exchange;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The body of an answer as a stream. Writing blocks until the caller has taken what was written
 * before, so one buffer is all that an answer of any length holds. Nothing leaves before the first
 * buffer is full. Closing the stream does not end the answer: {@link #complete} or {@link #fail}
 * does. For one thread.
 */
public final class AnswerStream extends OutputStream {

  private static final int BUFFER_BYTES = 64 << 10;
  private static final int STALL_SECONDS_MAX = 60;

  private final ResponseHeaders headers;
  private final HttpResponseWriter answer;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private boolean begun;

  public AnswerStream(ResponseHeaders headers, HttpResponseWriter answer) {
    this.headers = headers;
    this.answer = answer;
  }

  /** The caller went away, or took nothing for a minute. */
  public static final class CallerGoneException extends IOException {
    CallerGoneException(String message) {
      super(message);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int from = offset;
    int left = length;
    while (left > 0) {
      int n = Math.min(left, BUFFER_BYTES - filled);
      System.arraycopy(bytes, from, buffer, filled, n);
      filled += n;
      from += n;
      left -= n;
      if (filled == BUFFER_BYTES) {
        send();
      }
    }
  }

  private void send() throws IOException {
    begin();
    boolean taken = filled == 0 || answer.tryWrite(HttpData.copyOf(buffer, 0, filled));
    filled = 0;
    if (!taken) {
      throw new CallerGoneException("the caller went away");
    }
    awaitCaller();
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      if (!answer.tryWrite(headers)) {
        throw new CallerGoneException("the caller went away");
      }
    }
  }

  private void awaitCaller() throws IOException {
    try {
      CompletableFuture.anyOf(answer.whenConsumed(), answer.whenComplete())
          .get(STALL_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CallerGoneException("the caller went away or took nothing");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallerGoneException("interrupted");
    }
  }

  /** Ends the answer: it is whole. */
  public void complete() throws IOException {
    send();
    answer.close();
  }

  /** Ends the answer with the problem, or, where some of it has left, breaks it off. */
  public void fail(Problem problem) {
    if (begun) {
      // a connection or stream that is reset: no client takes that for the end
      answer.abort();
    } else {
      answer.close(problem.aggregated());
    }
  }

  /** Does nothing. */
  @Override
  public void close() {}
}
