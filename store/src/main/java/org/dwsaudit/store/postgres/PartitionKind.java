package org.dwsaudit.store.postgres;

/** Events of one type of one tenant in one month's partition. */
record PartitionKind(PartitionKey partition, String tenant, String eventType) {

  static PartitionKind of(LogRow row) {
    return new PartitionKind(PartitionKey.of(row), row.stream().tenant(), row.eventType());
  }
}
