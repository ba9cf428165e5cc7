// SPDX-License-Identifier: Apache-2.0
import Foundation
import PlanningCycle
import Testing

@testable import FileWorkers

/// Sees: a way out of the watched directory, a file taken while somebody writes it, one written over in the folder of its end.
/// Does not see: what the files hold (the reader's tests do), when a folder is looked at (SourcePollerTests).
@Suite struct WatchedDirectoryTests {
  private let root: URL
  private var watched: WatchedDirectory { WatchedDirectory(root: root.path) }

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("watched-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root.appendingPathComponent("inbox"), withIntermediateDirectories: true)
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: root.appendingPathComponent("inbox/\(name)"))
  }

  private func text(_ path: String) -> String? { try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8) }

  private func fault(_ work: () throws(SourceFault) -> Void) -> SourceFault.Code? {
    do throws(SourceFault) {
      try work()
      return nil
    } catch { return error.code }
  }

  @Test("nothing outside of the directory is reached: not by its name, not by dots, not by a link")
  func outside() throws {
    try FileManager.default.createSymbolicLink(
      at: root.appendingPathComponent("link"), withDestinationURL: FileManager.default.temporaryDirectory)
    try FileManager.default.createSymbolicLink(
      at: root.appendingPathComponent("inbox/secret.csv"), withDestinationURL: URL(fileURLWithPath: "/etc/passwd"))
    for path in ["/etc", "../", "inbox/../../etc", "link", "inbox/none", root.path + "x"] {
      #expect(watched.objection(to: path)?.code == .settingRefused, "\(path)")
    }
    for path in ["inbox", "./inbox/", "", root.path, root.path + "/inbox"] { #expect(watched.objection(to: path) == nil, "\(path)") }
    #expect(try watched.files(in: "inbox").isEmpty, "a link is no file")
    #expect(WatchedDirectory(root: nil).objection(to: "inbox")?.detail.chinese.contains("--watched-folder") == true)
  }

  @Test("files by name, without hidden ones, folders and unfinished copies")
  func listed() throws {
    for name in ["b.csv", "a.xlsx", ".hidden.csv", "c.csv.part", "~$a.xlsx", "订单.csv"] { try write(name, "x") }
    try FileManager.default.createDirectory(at: root.appendingPathComponent("inbox/done"), withIntermediateDirectories: true)
    #expect(try watched.files(in: "inbox").map(\.name) == ["a.xlsx", "b.csv", "订单.csv"])
  }

  @Test("a file that changed since it was listed is being written: it is neither read nor moved")
  func written() throws {
    try write("a.csv", "one")
    let file = try #require(try watched.files(in: "inbox").first)
    #expect(try watched.bytes(of: file, in: "inbox") == Array("one".utf8))
    try write("a.csv", "one and two")
    #expect(fault { () throws(SourceFault) in _ = try watched.bytes(of: file, in: "inbox") } == .busy)
    #expect(fault { () throws(SourceFault) in try watched.putAside(file, in: "inbox", as: .done, notes: "") } == .busy)
    #expect(text("inbox/a.csv") == "one and two" && text("inbox/done/a.csv.txt") == nil)
  }

  @Test("moved with its notes beside it; the next of the same name writes over nothing")
  func aside() throws {
    for number in 1...3 {
      try write("a.csv", "file \(number)")
      let file = try #require(try watched.files(in: "inbox").first)
      try watched.putAside(file, in: "inbox", as: .done, notes: "notes \(number)")
    }
    #expect(["a.csv", "a-2.csv", "a-3.csv"].map { text("inbox/done/\($0)") } == ["file 1", "file 2", "file 3"])
    #expect(text("inbox/done/a-3.csv.txt") == "notes 3")
    try write("b", "no ending")
    try watched.putAside(try #require(try watched.files(in: "inbox").first), in: "inbox", as: .refused, notes: "why")
    #expect(text("inbox/refused/b") == "no ending" && text("inbox/refused/b.txt") == "why")
    let long = String(repeating: "长", count: 80) + ".csv"
    try write(long, "long")
    try watched.putAside(try #require(try watched.files(in: "inbox").first), in: "inbox", as: .done, notes: "n")
    #expect(try watched.files(in: "inbox").isEmpty)
  }
}
