/// Whole numbers as they are typed.
enum WholeNumber {
    /// The number that an option was given; `nil` when it was not typed.
    static func read<Number: FixedWidthInteger>(
        _ name: OptionName, of words: TypedWords, in range: ClosedRange<Number>
    ) throws(Failure) -> Number? {
        guard let text = words.last(name) else { return nil }
        guard let number = Number(text), range.contains(number) else {
            throw Failure(
                .usage,
                "\(name.typed) is a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
        }
        return number
    }
}
