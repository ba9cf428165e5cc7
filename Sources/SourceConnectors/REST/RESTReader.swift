// SPDX-License-Identifier: Apache-2.0
import CCurl
import Ingestion
import PlanningCycle
import Transfers
import Wire

/// Rows of a service that answers in JSON, page by page.
struct RESTReader: SourceReader {
  /// More pages than these no honest load has.
  static let pageLimit = 10_000
  static let answerBytes = 16 << 20

  let source: RESTSource
  let certificates: String?

  func look(_ request: SourceRequest, _ policy: SourcePolicy, _ watch: LoadWatch) throws(SourceFault) -> FirstLook {
    var pages = RESTPages(source, request)
    var fetched = JSONRows(watermark: nil)
    let answer = try answer(to: pages.next() ?? source.url, request, policy, watch, bytes: Self.answerBytes)
    try fetched.add(answer.json, at: source.rowsPath, upTo: MarkedQuery.firstRows)
    let table = fetched.table
    let columns = table.columns.enumerated().map { place, name in
      SourceColumn(name: name, type: "", marks: Self.marks((0..<table.rowCount).compactMap { table.text($0, place) }), isBinary: false)
    }
    return FirstLook(columns: columns, table: table, server: answer.server, clock: answer.clock)
  }

  func load(_ request: SourceRequest, _ policy: SourcePolicy, _ watch: LoadWatch) throws(SourceFault) -> CollectedLoad {
    var pages = RESTPages(source, request)
    var fetched = JSONRows(watermark: request.query.watermark, from: RESTPages.from(request))
    var bytes = 0
    var clock: String?
    while let url = try pages.next() {
      try watch.check()
      let answer = try answer(to: url, request, policy, watch, bytes: min(Self.answerBytes, request.limits.bytes - bytes))
      bytes += answer.bytes
      clock = clock ?? answer.clock
      let count = try fetched.add(answer.json, at: source.rowsPath)
      try pages.follow(answer.json, rows: count)
      if source.isInOrderOfMark, request.query.watermark != nil {
        if fetched.newRows(since: request.since) > request.limits.rows { break }
      } else if fetched.count > request.limits.rows {
        throw SourceFault(
          .tooLarge, BilingualText("答复超过 \(request.limits.rows) 行", "the answers have more than \(request.limits.rows) rows"))
      }
    }
    if !source.isInOrderOfMark { fetched.sortByMark() }
    let table = fetched.table
    let place = request.query.watermark.flatMap { watermark in table.columns.firstIndex(of: watermark.column) }
    var collector = LoadCollector(request, columns: table.columns, markColumn: place)
    for row in 0..<table.rowCount {
      guard try collector.add({ kept in for column in 0..<table.columns.count { kept.append(table.text(row, column)) } }) else { break }
    }
    return CollectedLoad(collector: collector, rowsWithoutMark: fetched.rowsWithoutMark, clock: clock)
  }

  /// As what a column may be a watermark: every value must be one.
  private static func marks(_ values: [String]) -> [SourceMark.Kind] {
    guard !values.isEmpty else { return [] }
    return [SourceMark.Kind.integer, .day, .timestamp].filter { kind in values.allSatisfy { SourceMark($0, kind) != nil } }
  }

  private struct Answer {
    let json: JSON
    let bytes: Int
    let clock: String?
    let server: String
  }

  private func answer(
    to url: String, _ request: SourceRequest, _ policy: SourcePolicy, _ watch: LoadWatch, bytes: Int
  ) throws(SourceFault) -> Answer {
    let address = try Self.permitted(url, policy)
    var limits = TransferLimits()
    limits.wholeMilliseconds = max(1, min(watch.milliseconds, 120_000))
    limits.answerBytes = max(bytes, 1)
    limits.certificates = certificates
    let host = SourcePolicy.bare(address.host) ?? address.host
    let port = address.port ?? (address.isSecure ? 443 : 80)
    let allowed = AddressPolicy(open: true, inside: true, loopback: policy.meansThisMachine(host, port))
    guard let transfer = CurlTransfer(limits, policy: allowed, isStopped: { watch.hasStopped }) else {
      throw SourceFault(.unreachable, said: "libcurl")
    }
    transfer.text(CURLOPT_URL, url)
    transfer.text(CURLOPT_PROTOCOLS_STR, address.isSecure ? "https" : "http")
    var headers = ["Accept: application/json", "User-Agent: tongpin"]
    if let name = source.secretHeader, let secret = request.secret { headers.append("\(name): \(secret.value)") }
    transfer.list(CURLOPT_HTTPHEADER, headers)
    let result = transfer.perform()
    if let fault = RESTWords.fault(of: result, request.secret, watch, limit: limits.answerBytes) { throw fault }
    do throws(JSONReadError) {
      return Answer(
        json: try JSON(reading: result.body, depthLimit: 32), bytes: result.body.count, clock: nil, server: "HTTP \(result.status)")
    } catch {
      throw SourceFault(
        .answerNotUnderstood,
        BilingualText(
          "答复在第 \(error.offset) 字节处不是 JSON（\(error.code.rawValue)）",
          "the answer is no JSON at byte \(error.offset) (\(error.code.rawValue))"))
    }
  }

  private static func permitted(_ url: String, _ policy: SourcePolicy) throws(SourceFault) -> WebAddress {
    guard let address = WebAddress(url) else {
      throw SourceFault(.settingRefused, BilingualText("“\(url.prefix(100))”不是网址", "“\(url.prefix(100))” is no web address"))
    }
    let port = address.port ?? (address.isSecure ? 443 : 80)
    if let objection = ServerAddress.objection(address.host, port, policy, isPlain: !address.isSecure) { throw objection }
    return address
  }

  /// What is wrong with a connection or a query before anybody is called.
  static func objection(_ source: RESTSource, _ query: SourceQuery?, _ policy: SourcePolicy) -> SourceFault? {
    do throws(SourceFault) {
      _ = try permitted(source.url + (query?.text ?? ""), policy)
    } catch { return error }
    if let header = source.secretHeader, header.isEmpty || header.utf8.count > 100 || !header.utf8.allSatisfy(isInHeader) {
      return SourceFault(.settingRefused, BilingualText("“\(header)”不是 HTTP 头的名称", "“\(header)” is no name of a header"))
    }
    switch source.paging {
    case .pageNumber(_, let first, _, let size) where first < 0 || !(1...10_000).contains(size):
      return SourceFault(.settingRefused, BilingualText("每页行数须在 1 与 10000 之间", "a page has between 1 and 10,000 rows"))
    case .none, .pageNumber, .cursor, .nextLink: break
    }
    return MarkedQuery.objection(to: query?.watermark)
  }

  private static func isInHeader(_ byte: UInt8) -> Bool {
    (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2D || byte == 0x5F
  }
}
