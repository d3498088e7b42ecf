let seed: UInt64 = 20_260_923

print("Figures of one core, medians of repeated batches. Seed \(seed); build with -c release, or they mean nothing.")
for benchmark in metricBenchmarks(seed: seed) {
    print(benchmark.measure())
}
