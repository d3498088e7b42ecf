internal import SearchCluster

extension FieldMapping {
    /// Everything about the fields that keeps a template from being run, where a run tells the first alone.
    func obstacles(to template: TransformTemplate) -> [ClusterError] {
        let metric = template.metric
        var found: [ClusterError] = []
        func check(_ work: () throws(ClusterError) -> Void) {
            do throws(ClusterError) {
                try work()
            } catch {
                if !found.contains(where: { $0.sentence == error.sentence }) { found.append(error) }
            }
        }
        check { () throws(ClusterError) in
            _ = try required(metric.timeField, as: [.date], for: "the event's time")
        }
        for field in template.groupBy {
            check { () throws(ClusterError) in
                _ = try required(field.field, as: [.keyword, .address, .integer], for: "grouping")
            }
        }
        let values: Set<FieldKind> = [.keyword, .address, .integer]
        let others: [(String?, Set<FieldKind>)] = [
            (metric.sourceBytesField, [.integer, .number]), (metric.destinationBytesField, [.integer, .number]),
            (metric.destinationField, values), (metric.destinationPortField, [.integer]),
            (metric.sourceAddressField, values),
        ]
        for (field, kinds) in others {
            guard let field else { continue }
            check { () throws(ClusterError) in _ = try optional(field, as: kinds) }
        }
        for use in QueryFields(of: template.source.query).uses {
            check { () throws(ClusterError) in _ = try queried(use) }
        }
        return found
    }
}
