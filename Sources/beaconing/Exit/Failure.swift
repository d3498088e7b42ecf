/// Why the program ends without having done what was asked: one sentence for a person, one number for a script.
struct Failure: Error, Equatable, CustomStringConvertible {
    /// The number.
    var code: ExitCode
    /// What happened, without a full stop.
    var sentence: String
    /// What to do about it, when there is something.
    var cure: String?

    init(_ code: ExitCode, _ sentence: String, cure: String? = nil) {
        self.code = code
        self.sentence = sentence
        self.cure = cure
    }

    var description: String {
        cure.map { "\(sentence); \($0)" } ?? sentence
    }
}
