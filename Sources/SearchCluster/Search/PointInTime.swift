internal import HTTPTransport
import Synchronization

/// A view of the searched indices that does not change while it is open.
///
/// Without one, documents that arrive between two pages may be missed or counted twice.
public final class PointInTime: Sendable {
    /// What a search sends to search it.
    struct Use: Sendable {
        let id: String
        let keepAlive: String
    }

    private let product: ClusterProduct.Family
    private let identifier: Mutex<String>

    init(id: String, product: ClusterProduct.Family) {
        self.product = product
        identifier = Mutex(id)
    }

    /// How long a view is kept after each search, in the engines' notation.
    static let keepAlive = "5m"

    var use: Use { Use(id: identifier.withLock { $0 }, keepAlive: Self.keepAlive) }

    /// Engines may hand out another name for the same view with each answer.
    func renew(_ id: String?) {
        if let id { identifier.withLock { $0 = id } }
    }

    fileprivate var closing: ClusterCall {
        let id = JSONValue.string(identifier.withLock { $0 })
        let purpose = "closing a point in time"
        return switch product {
        case .elasticsearch: ClusterCall(.delete, ["_pit"], body: (["id": id] as JSONValue).bytes, to: purpose)
        case .opensearch:
            ClusterCall(
                .delete, ["_search", "point_in_time"], body: (["pit_id": [id]] as JSONValue).bytes, to: purpose)
        }
    }
}

/// Why a run goes on without an unchanging view.
public enum NoPointInTime: Error, Sendable {
    /// The client has no right to open one.
    case forbidden
    /// The cluster is from before there were any.
    case unknown
    /// The indices' shards and those of the views that are open are more than the cluster keeps open.
    case tooMany(reason: String)
}

extension ClusterClient {
    /// Runs `work` with an unchanging view of indices, and closes the view on every path.
    ///
    /// - Parameters:
    ///   - indices: names and patterns.
    ///   - product: which API to use.
    ///   - work: gets the view, or why there is none.
    /// - Throws: `.incomplete` when shards are missing from the view: searches in it would not tell.
    public func withPointInTime<Outcome: Sendable>(
        on indices: [String], of product: ClusterProduct,
        _ work: (Result<PointInTime, NoPointInTime>) async throws -> Outcome
    ) async throws -> Outcome {
        let view = try await openPointInTime(on: indices, of: product)
        let result: Outcome
        do {
            result = try await work(view)
        } catch {
            await close(try? view.get())
            throw error
        }
        await close(try? view.get())
        return result
    }

    private func openPointInTime(
        on indices: [String], of product: ClusterProduct
    ) async throws(ClusterError) -> Result<PointInTime, NoPointInTime> {
        let pattern = indices.joined(separator: ",")
        var query = [("keep_alive", PointInTime.keepAlive)]
        let path: [String]
        switch product.family {
        case .elasticsearch: path = [pattern, "_pit"]
        case .opensearch:
            path = [pattern, "_search", "point_in_time"]
            // Otherwise shards that are down are left out of the view, and no later search says so.
            query.append(("allow_partial_pit_creation", "false"))
        }
        let call = ClusterCall(.post, path, query: query, to: "opening a point in time")
        let response: HTTPResponse
        do throws(ClusterError) {
            response = try await send(call)
        } catch  where error.code == .forbidden {
            return .failure(.forbidden)
        }
        let answer = JSONValue(parsing: response.body)
        if response.status == 200, let id = (answer?["id"] ?? answer?["pit_id"])?.string {
            let view = PointInTime(id: id, product: product.family)
            let shards = answer?["_shards"]
            if let failed = shards?["failed"]?.integer, failed > 0 {
                await close(view)
                throw ClusterError(
                    .incomplete,
                    "\(failed) of \(shards?["total"]?.integer ?? failed) shards of \(pattern) do not answer",
                    cure: "see the cluster's health and log, then run again")
            }
            return .success(view)
        }
        let error = ErrorAnswer(body: response.body)
        let reason = error.reason ?? "HTTP \(response.status)"
        switch response.status {
        case 404:
            throw ClusterError(.noSuchIndex, "there is no index \(pattern)", cure: "name the right one with --index")
        // A cluster from before there were such views does not know the request.
        case 400 where reason.contains("no handler found"), 405: return .failure(.unknown)
        case 429 where error.hasTooManyViews: return .failure(.tooMany(reason: reason))
        default:
            throw ClusterError(
                ClusterError.code(ofStatus: response.status),
                "a point in time of \(pattern) cannot be opened: \(reason)", type: error.type)
        }
    }

    /// A view that cannot be closed goes away by itself after its keep-alive.
    private func close(_ view: PointInTime?) async {
        guard let view else { return }
        let call = view.closing
        // The task may be cancelled already, and the request must still go out; once, for whoever waits for the end.
        _ = await Task.detached { [self] in try await send(call, attempts: 1) }.result
    }
}
