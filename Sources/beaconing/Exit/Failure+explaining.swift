import BeaconDashboards
import BeaconTransform
import SearchCluster

extension Failure {
    /// The one place where an error of any part becomes words and a number.
    init(explaining error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as ClusterError: self.init(Self.code(of: error), error.sentence, cure: error.cure)
        case let error as TemplateError: self.init(.configuration, error.description)
        case let error as DashboardError: self.init(.configuration, error.description)
        case let error as ParameterError: self.init(.usage, error.description)
        case let error as InputError: self.init(Self.code(of: error), error.description)
        case is CancellationError: self.init(.interrupted, "stopped")
        default:
            self.init(
                .defect, "something went wrong that this program does not expect: \(error)",
                cure: "please report it with the command that led to it")
        }
    }

    /// The number that goes with a cluster's failure.
    static func code(of error: ClusterError) -> ExitCode {
        switch error.code {
        case .unreachable, .untrusted: .unreachable
        case .unauthenticated, .forbidden: .notAllowed
        case .incomplete, .malformed, .tooManyBuckets: .incomplete
        // The index comes from --index or the template; the query that a cluster calls wrong comes from the template.
        case .noSuchIndex, .refused, .configuration: .configuration
        case .leaseLost: .leased
        case .cancelled: .interrupted
        }
    }

    private static func code(of error: InputError) -> ExitCode {
        switch error.code {
        case .unreadable: .file
        case .malformed: .badData
        case .unsupportedQuery: .configuration
        }
    }
}
