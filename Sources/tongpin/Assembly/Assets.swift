// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Finds what the program brings along: the planning models, the browser's files, the catalogues.
///
/// `TONGPIN_ASSETS` names the folder; else it is looked for upwards from the executable, then from the current folder.
struct Assets {
  let root: URL

  var web: URL { root.appendingPathComponent("Web") }
  var locales: URL { root.appendingPathComponent("Locales") }
  /// English for the notes of the planning models.
  var notes: URL { locales.appendingPathComponent("notes.en.json") }
  var openAPI: URL { root.appendingPathComponent("Docs/api/openapi.json") }
  func model(_ name: String) -> URL { root.appendingPathComponent("Models/\(name).plan") }
  var mappings: URL { root.appendingPathComponent("Examples") }

  static func find() throws -> Assets {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["TONGPIN_ASSETS"] { return try Assets(checked: URL(fileURLWithPath: folder)) }
    let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    for start in [executable, URL(fileURLWithPath: FileManager.default.currentDirectoryPath)] {
      var folder = start
      for _ in 0..<8 {
        if let assets = try? Assets(checked: folder) { return assets }
        folder.deleteLastPathComponent()
      }
    }
    throw Failure(
      "找不到 Models 和 Web 目录；请用 TONGPIN_ASSETS 指定", "the folders Models and Web are not found; name them with TONGPIN_ASSETS")
  }

  private init(checked folder: URL) throws {
    root = folder
    guard FileManager.default.fileExists(atPath: model("manufacturing").path) else {
      throw Failure("\(folder.path) 里没有 Models/manufacturing.plan", "no Models/manufacturing.plan in \(folder.path)")
    }
  }
}

/// A command that cannot go on, in words.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ chinese: String, _ english: String) { description = Words.pick(chinese, english) }
}
