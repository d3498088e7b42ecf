/// Whole numbers as they are typed.
enum WholeNumber {
    /// The number that an option was given; `nil` when it was not typed.
    static func read<Number: FixedWidthInteger>(
        _ name: OptionName, of words: TypedWords, in range: ClosedRange<Number>
    ) throws(Failure) -> Number? {
        try words.last(name).map { text throws(Failure) in
            try read(Told(text: text, origin: .word(name)), in: range)
        }
    }

    /// The number that was said.
    static func read<Number: FixedWidthInteger>(
        _ told: Told, in range: ClosedRange<Number>
    ) throws(Failure) -> Number {
        guard let number = Number(told.text), range.contains(number) else {
            throw Failure(
                told.origin.code,
                "\(told.origin) is a whole number from \(range.lowerBound) to \(range.upperBound), not "
                    + "\"\(told.text)\"")
        }
        return number
    }
}
