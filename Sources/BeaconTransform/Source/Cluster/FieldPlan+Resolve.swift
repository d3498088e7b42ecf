internal import SearchCluster

extension FieldPlan {
    init(_ template: TransformTemplate, window: Window, client: ClusterClient) async throws {
        throw ClusterError(.refused, "")
    }
    func windowed(_ window: Window) -> JSONValue { .null }
}
