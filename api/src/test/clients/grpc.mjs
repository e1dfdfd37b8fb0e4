// gRPC with @grpc/grpc-js, from the protobuf file that the server is built from.
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { reader } from './reader.mjs';

const definition = loader.loadSync(process.env.AUDIT_PROTO, {
  keepCase: true,
  longs: Number,
  oneofs: true,
});
const { AuditService } = grpc.loadPackageDefinition(definition).dws.audit.v1;
const client = new AuditService(reader.url.host, grpc.credentials.createInsecure());

function connect() {
  const start = reader.position === null ? { from_start: true } : { after: reader.position };
  const call = client.Subscribe({ filter: reader.filter, ...start });
  let ours = false;
  call.on('data', (response) => {
    if (ours) {
      return;
    }
    if (response.message === 'heartbeat') {
      reader.position = response.heartbeat.position;
      return;
    }
    const { event, record } = response.event;
    const next = reader.took({ ...event, record });
    if (next !== 'more') {
      ours = true;
      call.cancel();
      if (next === 'drop') {
        reader.again(connect);
      } else {
        client.close();
      }
    }
  });
  call.on('end', () => {});
  call.on('error', (error) => {
    if (!ours) {
      ours = true;
      reader.note(error.message);
      reader.again(connect);
    }
  });
}

connect();
