// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The working tree these tests were built from.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  struct SourceFile {
    /// `Sources/Calendars/Day.swift`
    let path: String
    let lines: [String]
    /// The target: `Calendars`.
    var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  }

  static func swiftFiles(under folder: String) throws -> [SourceFile] {
    let base = root.appendingPathComponent(folder)
    return try FileManager.default.subpathsOfDirectory(atPath: base.path).sorted().filter { $0.hasSuffix(".swift") }
      .map { path in
        let text = try String(contentsOf: base.appendingPathComponent(path), encoding: .utf8)
        return SourceFile(path: folder + "/" + path, lines: text.components(separatedBy: "\n"))
      }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }
}
