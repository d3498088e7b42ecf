import BeaconReport
import BeaconTransform

/// Where figures of passes go: a file, and whoever asks at a port.
final class MetricsPlace: Sendable {
    private let file: String?
    private let server: MetricsServer?

    /// The places that were asked for.
    ///
    /// - Throws: `.configuration` for an address that cannot be listened at.
    init(file: String?, listen: String?) throws(Failure) {
        self.file = file
        server = try listen.map { address throws(Failure) in try MetricsServer(address) }
    }

    /// Puts the figures of a pass in the place of those before.
    ///
    /// - Returns: why they could not be written, which is no reason to end.
    func put(_ metrics: MetricsText) -> Failure? {
        let text = metrics.text
        server?.serve(text)
        guard let file else { return nil }
        do throws(Failure) {
            var output = try ResultOutput(file: file)
            try output.write(text)
            try output.finish()
            return nil
        } catch {
            return error
        }
    }
}
