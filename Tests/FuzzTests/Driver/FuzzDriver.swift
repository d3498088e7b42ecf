internal import CLibFuzzer
import Foundation

/// The program that libFuzzer drives: the name by which it is called says which harness gets the inputs.
@main
enum FuzzDriver {
    static func main() {
        let name = URL(fileURLWithPath: CommandLine.arguments[0]).lastPathComponent
        guard Harness(rawValue: name) != nil else {
            let names = Harness.allCases.map(\.rawValue).joined(separator: ", ")
            FileHandle.standardError.write(Data("call this program by the name of a harness: \(names)\n".utf8))
            exit(64)
        }
        var count = CommandLine.argc
        var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(
            LLVMFuzzerRunDriver(&count, &words) { bytes, length in
                FuzzDriver.check(UnsafeRawBufferPointer(start: bytes, count: length))
                return 0
            })
    }

    private static let harness = Harness(rawValue: URL(fileURLWithPath: CommandLine.arguments[0]).lastPathComponent)

    /// A promise that is broken ends the process, as libFuzzer expects of a defect.
    private static func check(_ input: UnsafeRawBufferPointer) {
        do throws(BrokenPromise) {
            try harness?.check(input)
        } catch {
            FileHandle.standardError.write(Data("broken promise: \(error)\n".utf8))
            abort()
        }
    }
}
