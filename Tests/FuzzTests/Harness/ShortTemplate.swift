import BeaconTransform
import Foundation

/// A template that costs a harness little, and the folder of files that holds it.
enum ShortTemplate {
    /// The folder that takes the place of what comes with the program.
    static let assets = URL(filePath: #filePath).appending(path: "../../../../Fuzz/Assets").standardizedFileURL.path

    /// The folder of its templates.
    static let folder = assets + "/" + AssetFolder.transformTemplates.name

    /// The template.
    static let beaconing: TransformTemplate = {
        do {
            return try TemplateCatalog(folders: [folder]).template("beaconing")
        } catch {
            fatalError("the harnesses' template cannot be read: \(error)")
        }
    }()
}
