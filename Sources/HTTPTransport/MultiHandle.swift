import CCurl

/// libcurl's handle for transfers side by side.
///
/// Sendable without the compiler's word for it: `wakeUp` may be called from any thread, and all else is done by the one
/// thread that runs the loop.
struct MultiHandle: @unchecked Sendable {
    /// The handle itself, for the loop's thread.
    let pointer: UnsafeMutableRawPointer

    /// A new handle; `nil` when memory is short.
    init?() {
        guard let pointer = curl_multi_init() else { return nil }
        self.pointer = pointer
    }

    /// Ends a poll that the loop's thread is in, or the next one.
    func wakeUp() {
        curl_multi_wakeup(pointer)
    }
}
