package org.dwsaudit.api.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc;
import org.dwsaudit.schema.grpc.v1.AuditServiceGrpc.AuditServiceBlockingStub;

/** Sends bytes that no generated client would send. */
final class RawClient {

  private final Channel channel;

  RawClient(GrpcFixture fixture) {
    this.channel = fixture.client(AuditServiceBlockingStub.class).getChannel();
  }

  GrpcFailure append(int... message) {
    byte[] bytes = new byte[message.length];
    for (int i = 0; i < message.length; i++) {
      bytes[i] = (byte) message[i];
    }
    MethodDescriptor<byte[], byte[]> method =
        AuditServiceGrpc.getAppendMethod().toBuilder(new Bytes(), new Bytes()).build();
    return GrpcFailure.of(
        () -> ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, bytes));
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      return new byte[0];
    }
  }
}
