import BeaconTransform

extension TimeSpan {
    /// The length of time that an option was given, more than nothing; `nil` when it was not typed.
    static func read(_ name: OptionName, of words: TypedWords) throws(Failure) -> TimeSpan? {
        guard let text = words.last(name) else { return nil }
        do {
            let span = try TimeSpan(text)
            guard span.seconds > 0 else { throw Failure(.usage, "\(name.typed) must be more than nothing") }
            return span
        } catch let error as TimeSpanError {
            throw Failure(.usage, "\(name.typed) \(error.description)")
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(explaining: error)
        }
    }
}
