// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import TongpinServer

@Suite struct StaticFilesTests {
  /// A folder of browser files beside a secret, gone with the test.
  private final class Folder {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("tongpin-web-" + UUID().uuidString)
    var web: URL { root.appendingPathComponent("web") }
    var locales: URL { root.appendingPathComponent("locales") }

    init(index: String? = "<script type=\"importmap\">{}</script><script src=\"/src/app.js\"></script>") throws {
      for folder in [web.appendingPathComponent("src"), web.appendingPathComponent("test"), locales] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
      try write("secret.json", "secret")
      if let index { try write("web/index.html", index) }
      try write("web/src/app.js", "app")
      try write("web/test/app.test.js", "test")
      try write("web/server.key", "key")
      try write("locales/en.json", "{}")
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func write(_ path: String, _ text: String) throws {
      try Foundation.Data(text.utf8).write(to: root.appendingPathComponent(path))
    }

    func files(limit: Int = 1 << 20) throws -> StaticFiles {
      try StaticFiles(web: web, locales: locales, limit: limit)
    }
  }

  private func status(
    _ files: StaticFiles, _ path: String, method: HTTPRequest.Method = .get, headers: HTTPFields = [:]
  ) -> Int? {
    let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers)
    return files.response(to: Request(head: head, body: .init(buffer: ByteBuffer()))).map { Int($0.status.code) }
  }

  @Test("files of the browser and both catalogues are served, the page at the root")
  func served() throws {
    let folder = try Folder()
    let files = try folder.files()
    for path in ["/", "/index.html", "/src/app.js", "/src/app.js?v=1", "/locales/en.json"] {
      #expect(status(files, path) == 200, "\(path)")
    }
    #expect(status(files, "/", method: .head) == 200)
    #expect(status(files, "/", method: .post) == nil)
    #expect(files.inlineScriptHashes.count == 1)
  }

  @Test(
    "no path leads out of the two folders, to folders, tests or files of other kinds",
    arguments: [
      "/../secret.json", "/src/../../secret.json", "/%2e%2e/secret.json", "/..%2fsecret.json", "/locales/../../secret.json",
      "//secret.json", "/./index.html", "/src/../index.html", "/src", "/src/", "/test/app.test.js", "/server.key",
      "/index.html/", "/INDEX.HTML", "/index.html%00", "\\..\\secret.json", "secret.json",
    ])
  func notServed(path: String) throws {
    let folder = try Folder()
    #expect(status(try folder.files(), path) == nil, "\(path)")
  }

  @Test("a file that is known is not sent again; one that changed is")
  func revalidation() throws {
    let folder = try Folder()
    let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/src/app.js")
    let response = try folder.files().response(to: Request(head: head, body: .init(buffer: ByteBuffer())))
    let tag = try #require(response?.headers[.eTag])
    #expect(status(try folder.files(), "/src/app.js", headers: [.ifNoneMatch: tag]) == 304)
    try folder.write("web/src/app.js", "changed")
    #expect(status(try folder.files(), "/src/app.js", headers: [.ifNoneMatch: tag]) == 200)
  }

  @Test("without the page, or with more bytes than the limit, the server does not start")
  func refusesToStart() throws {
    let noPage = try Folder(index: nil)
    #expect(throws: StaticFilesError.self) { try noPage.files() }
    let folder = try Folder()
    #expect(throws: StaticFilesError.self) { try folder.files(limit: 10) }
  }
}
