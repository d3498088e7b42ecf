/// Hands out pieces of one block of doubles.
struct NumberMemory {
    private var next: UnsafeMutablePointer<Double>
    private let end: UnsafeMutablePointer<Double>

    init(_ block: UnsafeMutableBufferPointer<Double>, start: UnsafeMutablePointer<Double>) {
        next = start
        end = start + block.count
    }

    /// The next `count` doubles and a margin; what they hold is left over from before.
    mutating func take(_ count: Int) -> UnsafeMutablePointer<Double> {
        let taken = next
        next += count + PeriodPlan.margin
        precondition(next <= end, "the plan asked for too little memory")
        return taken
    }
}
