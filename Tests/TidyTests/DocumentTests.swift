// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What the documents say about the repository is true. Sees: a table or a path that went stale.
/// Does not see: a sentence that is wrong.
@Suite("The documents describe this repository")
struct DocumentTests {
  @Test("the table of rooms in ARCHITECTURE.md is the table of arrows")
  func roomTable() throws {
    let rows = RoomTable.rows(of: try Repository.text("Docs/ARCHITECTURE.md"))
    #expect(Swift.Set(rows.map(\.room)) == Swift.Set(ArrowTests.allowed.keys).union(["tongpin"]))
    let floors = [ArrowTests.floor0, ArrowTests.floor1, ArrowTests.floor2, ArrowTests.floor3]
    for (floor, rooms) in floors.enumerated() {
      #expect(
        Swift.Set(rows.filter { $0.floor == floor }.map(\.room)) == Swift.Set(rooms), "the rooms of floor \(floor)")
    }
    for row in rows where row.room != "tongpin" {
      let printed = row.imports { floors[$0] }
      let allowed = Swift.Set(ArrowTests.allowed[row.room] ?? [])
      #expect(printed == allowed, "\(row.room): only in one of the two: \(printed.symmetricDifference(allowed).sorted())")
    }
  }

  @Test("a line of the table is read with its floors and names")
  func roomRowsAreRead() throws {
    let row = try #require(RoomTable.rows(of: "| 4 | `Ingestion` | Files. | `CZip`, floors 0–1 |").first)
    #expect(row.floor == 4 && row.room == "Ingestion")
    #expect(row.imports { ["A\($0)"] } == ["CZip", "A0", "A1"])
    #expect(RoomTable.rows(of: "| floor | room | one sentence | may import |").isEmpty)
  }

  @Test("documents name only files that exist")
  func namedFilesExist() throws {
    var missing: [String] = []
    for document in try NamedPaths.documents() {
      for path in NamedPaths.read(try Repository.text(document), of: document) {
        let place = Repository.root.appendingPathComponent(path).path
        if !FileManager.default.fileExists(atPath: place) { missing.append("\(document) names \(path)") }
      }
    }
    #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
  }

  @Test("paths are found in code marks and in links")
  func pathsAreRead() {
    let text = "See `Docs/A.md`, [b](specs/B.md#top), [c](https://example.org), `Tests/<Room>Tests`, `make demo`, `Web/`."
    #expect(NamedPaths.read(text, of: "Docs/X.md") == ["Docs/A.md", "Web/", "Docs/specs/B.md"])
  }
}

/// The table "code map" of ARCHITECTURE.md.
struct RoomTable {
  let floor: Int
  let room: String
  let mayImport: String

  static func rows(of text: String) -> [RoomTable] {
    text.components(separatedBy: "\n").compactMap { line in
      let cells = line.components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 6, let floor = Int(cells[1]), cells[2].hasPrefix("`") else { return nil }
      return RoomTable(floor: floor, room: cells[2].replacingOccurrences(of: "`", with: ""), mayImport: cells[4])
    }
  }

  /// The names of the cell, with "floor 0" and "floors 0–3" written out.
  func imports(roomsOfFloor: (Int) -> [String]) -> Swift.Set<String> {
    var names: Swift.Set<String> = []
    for part in mayImport.components(separatedBy: ", ") {
      if part.hasPrefix("floor") {
        let numbers = part.split { !$0.isNumber }.compactMap { Int($0) }
        guard let first = numbers.first, let last = numbers.last else { continue }
        for floor in first...last { names.formUnion(roomsOfFloor(floor)) }
      } else if part.hasPrefix("`") {
        names.insert(part.replacingOccurrences(of: "`", with: ""))
      }
    }
    return names
  }
}

/// Paths that a document names.
enum NamedPaths {
  static let folders = [
    "Sources/", "Tests/", "Docs/", "Models/", "Scripts/", "Examples/", "Reference/", "Benchmarks/", "Web/", "Locales/",
  ]

  static func documents() throws -> [String] {
    let docs = try FileManager.default.subpathsOfDirectory(atPath: Repository.root.appendingPathComponent("Docs").path)
    let found = docs.filter { $0.hasSuffix(".md") }.map { "Docs/" + $0 }.sorted()
    return ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Benchmarks/README.md"] + found
  }

  /// Paths in code marks that start at a folder of the repository, then targets of links that are not addresses.
  static func read(_ text: String, of document: String) -> [String] {
    let marked = text.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
      .filter { mark in folders.contains { mark.hasPrefix($0) } && !mark.contains { "<>*…{ ".contains($0) } }
    let base = document.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    let linked = text.components(separatedBy: "](").dropFirst().compactMap { tail -> String? in
      guard let target = tail.split(separator: ")", maxSplits: 1).first, !target.contains(":") else { return nil }
      guard let path = target.split(separator: "#", omittingEmptySubsequences: false).first, !path.isEmpty else { return nil }
      return base + path
    }
    return marked + linked
  }
}
