import BeaconTransform

extension TimeSpan {
    /// The length of time that an option was given, more than nothing; `nil` when it was not typed.
    static func read(_ name: OptionName, of words: TypedWords) throws(Failure) -> TimeSpan? {
        try words.last(name).map { text throws(Failure) in
            try read(Told(text: text, origin: .word(name)))
        }
    }

    /// The length of time that was said, more than nothing.
    static func read(_ told: Told) throws(Failure) -> TimeSpan {
        do {
            let span = try TimeSpan(told.text)
            guard span.seconds > 0 else { throw Failure(told.origin.code, "\(told.origin) must be more than nothing") }
            return span
        } catch let error as TimeSpanError {
            throw Failure(told.origin.code, "\(told.origin) \(error.description)")
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(explaining: error)
        }
    }
}
