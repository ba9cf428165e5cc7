// SPDX-License-Identifier: Apache-2.0
import PlanningCycle
import Wire

/// Which address comes next; no page is asked for twice, and none on another server.
struct RESTPages {
  private let source: RESTSource
  private let base: String
  private var upcoming: String?
  private var page: Int
  private var count = 0
  private var seen: Set<String> = []
  /// Pages without rows, one after another.
  private var empty = 0
  private static let emptyLimit = 10

  init(_ source: RESTSource, _ request: SourceRequest) {
    self.source = source
    var base = source.url + request.query.text
    if let parameter = source.sinceParameter, let from = Self.from(request) {
      // The zone and the T as the service wrote them.
      let text = request.since?.text.contains("T") == true ? from.text.split(separator: " ").joined(separator: "T") : from.text
      base = Self.with(base, parameter, text)
    }
    self.base = base
    if case .pageNumber(let parameter, let first, let sizeParameter, let size) = source.paging {
      page = first
      let sized = sizeParameter.map { Self.with(base, $0, String(size)) } ?? base
      upcoming = Self.with(sized, parameter, String(first))
    } else {
      page = 0
      upcoming = base
    }
  }

  /// The mark after which rows are wanted.
  static func from(_ request: SourceRequest) -> SourceMark? {
    guard let watermark = request.query.watermark, let since = request.since else { return nil }
    return since.earlier(by: watermark.overlap)
  }

  mutating func next() throws(SourceFault) -> String? {
    guard let url = upcoming else { return nil }
    count += 1
    guard count <= RESTReader.pageLimit else {
      throw SourceFault(
        .tooLarge, BilingualText("超过 \(RESTReader.pageLimit) 页", "more than \(RESTReader.pageLimit) pages"))
    }
    guard seen.insert(url).inserted else {
      throw SourceFault(.answerNotUnderstood, BilingualText("翻页又回到了同一页", "the paging comes back to a page it had"))
    }
    upcoming = nil
    return url
  }

  /// Finds out from an answer where the next page is.
  mutating func follow(_ answer: JSON, rows: Int) throws(SourceFault) {
    empty = rows == 0 ? empty + 1 : 0
    guard empty < Self.emptyLimit else {
      throw SourceFault(
        .answerNotUnderstood, BilingualText("连续 \(empty) 页没有行，却总有下一页", "\(empty) pages without rows, and always one more"))
    }
    switch source.paging {
    case .none: return
    case .pageNumber(let parameter, _, let sizeParameter, let size):
      // A service that was not told the size keeps its own: only an empty page is the last.
      guard rows > 0, sizeParameter == nil || rows >= size else { return }
      page += 1
      let sized = sizeParameter.map { Self.with(base, $0, String(size)) } ?? base
      upcoming = Self.with(sized, parameter, String(page))
    case .cursor(let parameter, let path):
      guard let cursor = JSONRows.value(answer, at: path).flatMap(JSONRows.text), !cursor.isEmpty else { return }
      upcoming = Self.with(base, parameter, cursor)
    case .nextLink(let path):
      guard let link = JSONRows.value(answer, at: path)?.text, !link.isEmpty else { return }
      upcoming = try resolved(link)
    }
  }

  private func resolved(_ link: String) throws(SourceFault) -> String {
    guard let home = WebAddress(source.url) else { throw SourceFault(.settingRefused) }
    let start = (home.isSecure ? "https://" : "http://") + home.host + (home.port.map { ":\($0)" } ?? "")
    if link.hasPrefix("/"), !link.hasPrefix("//") { return start + link }
    if link.hasPrefix("?") { return base.prefix { $0 != "?" } + link }
    guard let other = WebAddress(link), other.isSecure == home.isSecure, other.host == home.host, Self.port(other) == Self.port(home) else {
      throw SourceFault(
        .answerNotUnderstood, BilingualText("下一页指向别的服务器，不跟随", "the next page is on another server and is not asked for"))
    }
    return link
  }

  private static func port(_ address: WebAddress) -> Int { address.port ?? (address.isSecure ? 443 : 80) }

  /// The address with one parameter more, or another value for it.
  static func with(_ url: String, _ name: String, _ value: String) -> String {
    url + (url.contains("?") ? "&" : "?") + encoded(name) + "=" + encoded(value)
  }

  private static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let isPlain = (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
      if isPlain || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}
