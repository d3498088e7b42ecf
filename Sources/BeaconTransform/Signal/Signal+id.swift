extension Signal {
    /// The id of a group's document: the same for the same template, group and window end, and for nothing else.
    ///
    /// SHA-256 over a scheme byte and, each behind its length, the template's id, the group's values as text and the window's
    /// end, as base64url. Values count as text, so that an id does not change when a mapping does.
    static func id(of group: GroupKey, template: TransformTemplate, window: Window) -> String {
        let values = group.values.map { value -> [UInt8] in
            if case .text(let utf8) = value { utf8 } else { Array(value.description.utf8) }
        }
        let parts = [Array(template.id.utf8)] + values + [Digest.bigEndian(window.nowSeconds)]
        return Digest(scheme: 1, parts: parts).base64URL
    }
}
