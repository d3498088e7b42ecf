internal import SearchCluster

/// How the indices of one pattern map fields, with the sentences for fields that do not fit.
struct FieldMapping {
    let capabilities: FieldCapabilities
    let pattern: String

    /// Asks the cluster how the template's indices map its fields.
    ///
    /// - Throws: `.noSuchIndex`, and whatever the client throws.
    init(of template: TransformTemplate, client: ClusterClient) async throws(ClusterError) {
        let metric = template.metric
        let helpful = [
            metric.sourceBytesField, metric.destinationBytesField, metric.destinationField, metric.destinationPortField,
            metric.sourceAddressField,
        ]
        let asked =
            template.groupBy.map(\.field) + [metric.timeField] + helpful.compactMap(\.self)
            + template.largest.map(\.field) + QueryFields(of: template.source.query).uses.map(\.field)
        let indices = template.source.indices
        capabilities = try await client.fieldCapabilities(of: Array(Set(asked)).sorted(), in: indices)
        pattern = indices.joined(separator: ",")
    }

    func required(_ field: String, as kinds: Set<FieldKind>, for use: String) throws(ClusterError) -> FieldPlan.Field {
        if let found = try optional(field, as: kinds) { return found }
        throw ClusterError(
            .configuration, "no index of \(pattern) has the field \(field), which is needed for \(use)",
            cure: "choose a template that fits the data, or the right indices with --index")
    }

    /// The field under the name to ask for; `nil` when no index has it.
    func optional(_ field: String, as kinds: Set<FieldKind>) throws(ClusterError) -> FieldPlan.Field? {
        switch capabilities.resolve(field) {
        case .success(let found):
            // Above 2^63 two values of unsigned_long cannot be told apart.
            let isTooLong = found.type == "unsigned_long" && !kinds.contains(.number)
            guard let kind = FieldKind(engineType: found.type), kinds.contains(kind), !isTooLong else {
                let expected = kinds.map(\.rawValue).sorted().joined(separator: ", ")
                throw ClusterError(
                    .configuration,
                    "the field \(field) of \(pattern) has the type \(found.type), where one of \(expected) is needed")
            }
            return FieldPlan.Field(name: found.name, kind: kind)
        case .failure(let failure):
            switch failure.obstacle {
            case .missing: return nil
            case .notAggregatable(let type, let indices):
                throw ClusterError(
                    .configuration,
                    "the field \(field) of index \(Self.named(indices)) has the type \(type), which cannot be grouped by, "
                        + "and no \(field).keyword beside it",
                    cure: "map it as keyword, or leave the index out with --index")
            case .split(let type, let indices):
                throw ClusterError(
                    .configuration,
                    "index \(Self.named(indices)) maps the field \(field) as \(type) with \(field).keyword beside it, other "
                        + "indices of \(pattern) map \(field) itself as keyword, and one request cannot use both names",
                    cure: "leave the odd ones out with --index")
            case .conflicting(let types, let indices):
                throw ClusterError(
                    .configuration,
                    "the field \(field) has the types \(types.joined(separator: " and ")) in the indices of \(pattern); "
                        + "see \(Self.named(indices))",
                    cure: "leave the odd one out with --index")
            }
        }
    }

    /// The indices to search: all that are named, unless a group field of numbers is missing from some.
    ///
    /// From the second page on, an index without such a field refuses the number in the `after_key`; it cannot hold a group.
    func searched(_ named: [String], groupBy: [FieldPlan.Field]) throws(ClusterError) -> [String] {
        let numbers = groupBy.filter { $0.kind == .integer }.map(\.name)
        let lacking = capabilities.indices(without: numbers)
        guard !lacking.isEmpty else { return named }
        let fitting = capabilities.indices.filter { !lacking.contains($0) }
        // Names travel in the request line, of which the engines read 4 kB.
        guard fitting.reduce(0, { $0 + $1.utf8.count + 1 }) <= 3_000 else {
            throw ClusterError(
                .configuration,
                "\(lacking.count) indices of \(pattern) have no field \(numbers.joined(separator: ", ")), for instance "
                    + Self.named(lacking.sorted()),
                cure: "leave them out with --index")
        }
        return fitting
    }

    /// A field of the query: any type will do, but an address block needs an `ip` field, or it would match nothing.
    func queried(_ use: QueryFields.Use) throws(ClusterError) -> FieldPlan.Field? {
        if use.isExistence {
            if case .failure(let failure) = capabilities.resolve(use.field), failure.obstacle == .missing { return nil }
            return FieldPlan.Field(name: use.field, kind: .keyword)
        }
        guard case .success(let found) = capabilities.resolve(use.field) else {
            return try optional(use.field, as: [.keyword])
        }
        let kind = FieldKind(engineType: found.type) ?? .keyword
        if use.hasAddressBlock, kind != .address {
            throw ClusterError(
                .configuration,
                "the field \(use.field) of \(pattern) has the type \(found.type), and the query compares it with address "
                    + "blocks, which only an ip field can be compared with",
                cure: "map it as ip, or leave the index out with --index")
        }
        return FieldPlan.Field(name: found.name, kind: kind)
    }

    /// The first few of many indices.
    private static func named(_ indices: [String]) -> String {
        indices.prefix(3).joined(separator: ", ") + (indices.count > 3 ? " and \(indices.count - 3) more" : "")
    }
}
