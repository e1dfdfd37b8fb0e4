/**
 * Benchmarks inside one JVM, run by JMH. Start with {@link
 * org.dwsaudit.bench.micro.DomainBenchmark}.
 */
@NullMarked
package org.dwsaudit.bench.micro;

import org.jspecify.annotations.NullMarked;
