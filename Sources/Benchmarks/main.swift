let seed: UInt64 = 20_260_923

// A word as argument picks the benchmarks whose names contain it.
let words = CommandLine.arguments.dropFirst()
print("Figures of one core, medians of repeated batches. Seed \(seed); build with -c release, or they mean nothing.")
for benchmark in metricBenchmarks(seed: seed) where words.allSatisfy({ benchmark.name.contains($0) }) {
    print(benchmark.measure())
}
