// SPDX-License-Identifier: Apache-2.0
import CLibCrypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The browser's files, read once at start: no path from a request ever reaches the file system.
struct StaticFiles: Sendable {
  struct File: Sendable {
    let bytes: ByteBuffer
    let contentType: String
    let entityTag: String
  }

  private let files: [String: File]
  /// `script-src` hashes of the inline scripts of index.html (the import map).
  let inlineScriptHashes: [String]

  /// - Parameters:
  ///   - web: the folder with index.html, `src`, `styles`, `vendor`.
  ///   - locales: the folder with the two catalogues, served under `/locales`.
  ///   - limit: total bytes held; beyond it the start fails rather than memory growing unseen.
  init(web: URL, locales: URL, limit: Int = 64 << 20) throws {
    var files: [String: File] = [:]
    var total = 0
    for (root, prefix) in [(web, "/"), (locales, "/locales/")] {
      for path in try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted() {
        guard let type = Self.contentType(of: path), !path.hasPrefix("test/") else { continue }
        let data = try Data(contentsOf: root.appendingPathComponent(path))
        total += data.count
        guard total <= limit else { throw StaticFilesError.tooLarge(limit: limit) }
        let digest = Self.sha256([UInt8](data))
        files[prefix + path] = File(
          bytes: ByteBuffer(bytes: data), contentType: type,
          entityTag: "\"" + digest.prefix(12).map { String(format: "%02x", $0) }.joined() + "\"")
      }
    }
    guard let index = files["/index.html"] else { throw StaticFilesError.noIndex(web.path) }
    files["/"] = index
    self.files = files
    self.inlineScriptHashes = Self.inlineScripts(of: String(buffer: index.bytes)).map {
      "'sha256-" + Data(Self.sha256(Array($0.utf8))).base64EncodedString() + "'"
    }
  }

  /// The file of a request path, with revalidation by entity tag; nil when there is none.
  func response(to request: Request) -> Response? {
    guard request.method == .get || request.method == .head, let file = files[request.uri.path] else { return nil }
    var headers: HTTPFields = [
      .contentType: file.contentType, .eTag: file.entityTag, .cacheControl: "no-cache",
    ]
    if request.headers[.ifNoneMatch] == file.entityTag {
      return Response(status: .notModified, headers: headers)
    }
    headers[.contentLength] = String(file.bytes.readableBytes)
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: file.bytes))
  }

  private static func contentType(of path: String) -> String? {
    switch path.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "js", "mjs": "text/javascript; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "json": "application/json"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "woff2": "font/woff2"
    case "ico": "image/x-icon"
    default: nil
    }
  }

  private static func inlineScripts(of html: String) -> [String] {
    var scripts: [String] = []
    var rest = html[...]
    while let open = rest.range(of: "<script"), let end = rest[open.upperBound...].range(of: ">") {
      let attributes = rest[open.upperBound..<end.lowerBound]
      guard let close = rest[end.upperBound...].range(of: "</script>") else { break }
      if !attributes.contains("src=") { scripts.append(String(rest[end.upperBound..<close.lowerBound])) }
      rest = rest[close.upperBound...]
    }
    return scripts
  }

  private static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    _ = SHA256(bytes, bytes.count, &digest)
    return digest
  }
}

enum StaticFilesError: Error, CustomStringConvertible {
  case noIndex(String)
  case tooLarge(limit: Int)

  var description: String {
    switch self {
    case .noIndex(let folder): "no index.html in \(folder); run Scripts/setup"
    case .tooLarge(let limit): "the browser's files are larger than \(limit) bytes"
    }
  }
}
