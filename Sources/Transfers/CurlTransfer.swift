// SPDX-License-Identifier: Apache-2.0
package import CCurl
import Glibc

/// One transfer through libcurl: a handle of its own, no redirects, no proxy, no address that the policy does not permit.
package final class CurlTransfer {
  /// What came of it.
  package struct Result {
    package let code: CURLcode
    /// Of HTTP or SMTP; 0 when nobody answered.
    package let status: Int
    package let body: [UInt8]
    /// The last line the server sent before the body; of SMTP its newest answer.
    package let lastLine: String
    /// Lines of the head of the answer, where they were asked for; of several answers the last one's.
    package let headLines: [String]
    package let retryAfter: Int?
    package let refused: NetworkAddress?
    package let isTooLong: Bool
    package let reason: String
  }

  private static let isStarted = tongpin_curl_start() == CURLE_OK

  private let handle: UnsafeMutableRawPointer
  private let state: TransferState
  private let reason = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  /// nil when the library has no memory for one more.
  package init?(_ limits: TransferLimits, policy: AddressPolicy, isStopped: @escaping @Sendable () -> Bool) {
    guard Self.isStarted, let handle = curl_easy_init() else { return nil }
    self.handle = handle
    state = TransferState(limit: limits.answerBytes, policy: policy, isStopped: isStopped)
    reason.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    let context = Unmanaged.passUnretained(state).toOpaque()
    number(CURLOPT_NOSIGNAL, 1)
    number(CURLOPT_FOLLOWLOCATION, 0)
    number(CURLOPT_CONNECTTIMEOUT_MS, limits.connectMilliseconds)
    number(CURLOPT_TIMEOUT_MS, limits.wholeMilliseconds)
    number(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    // A proxy of the environment would hide which address the connection goes to.
    text(CURLOPT_PROXY, "")
    if let file = limits.certificates { text(CURLOPT_CAINFO, file) }
    tongpin_curl_pointer(handle, CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(reason)).ignore()
    tongpin_curl_bytes(handle, CURLOPT_WRITEFUNCTION, takeBody).ignore()
    tongpin_curl_pointer(handle, CURLOPT_WRITEDATA, context).ignore()
    tongpin_curl_bytes(handle, CURLOPT_HEADERFUNCTION, takeLine).ignore()
    tongpin_curl_pointer(handle, CURLOPT_HEADERDATA, context).ignore()
    tongpin_curl_socket(handle, openSocket).ignore()
    tongpin_curl_pointer(handle, CURLOPT_OPENSOCKETDATA, context).ignore()
    number(CURLOPT_NOPROGRESS, 0)
    tongpin_curl_progress(handle, lookForStop).ignore()
    tongpin_curl_pointer(handle, CURLOPT_XFERINFODATA, context).ignore()
  }

  deinit {
    curl_easy_cleanup(handle)
    for list in lists { curl_slist_free_all(list) }
    reason.deallocate()
  }

  package func number(_ option: CURLoption, _ value: Int) { tongpin_curl_number(handle, option, value).ignore() }

  package func text(_ option: CURLoption, _ value: String) { tongpin_curl_text(handle, option, value).ignore() }

  package func list(_ option: CURLoption, _ values: [String]) {
    var list: UnsafeMutablePointer<curl_slist>?
    for value in values { list = curl_slist_append(list, value) ?? list }
    guard let list else { return }
    lists.append(list)
    tongpin_curl_list(handle, option, list).ignore()
  }

  /// Keeps the head of the answer.
  package func keepHead() { state.keepsHead = true }

  /// The body of a POST.
  package func post(_ bytes: [UInt8]) {
    number(CURLOPT_POST, 1)
    number(CURLOPT_POSTFIELDSIZE, bytes.count)
    feed(bytes)
  }

  /// What is sent, piece by piece.
  package func feed(_ bytes: [UInt8]) {
    state.payload = bytes
    tongpin_curl_source(handle, givePayload).ignore()
    tongpin_curl_pointer(handle, CURLOPT_READDATA, Unmanaged.passUnretained(state).toOpaque()).ignore()
  }

  package func perform() -> Result {
    let code = withExtendedLifetime(state) { curl_easy_perform(handle) }
    // Saying goodbye to a mail server that does not answer any more takes a second at most.
    number(CURLOPT_SERVER_RESPONSE_TIMEOUT, 1)
    let said = String(cString: reason)
    return Result(
      code: code, status: Int(tongpin_curl_answered(handle)), body: state.body, lastLine: state.lastLine, headLines: state.headLines,
      retryAfter: state.retryAfter, refused: state.refused, isTooLong: state.isTooLong,
      reason: said.isEmpty ? String(cString: curl_easy_strerror(code)) : said)
  }
}

extension CURLcode {
  /// Options that this version of the library does not know make no difference that the result would not show.
  fileprivate func ignore() {}
}

/// What the callbacks of one transfer share; touched by its own thread alone.
private final class TransferState {
  let limit: Int
  let policy: AddressPolicy
  let isStopped: @Sendable () -> Bool
  var payload: [UInt8] = []
  var sent = 0
  var body: [UInt8] = []
  var lastLine = ""
  var keepsHead = false
  var headLines: [String] = []
  var retryAfter: Int?
  var refused: NetworkAddress?
  var isTooLong = false

  init(limit: Int, policy: AddressPolicy, isStopped: @escaping @Sendable () -> Bool) {
    self.limit = limit
    self.policy = policy
    self.isStopped = isStopped
  }

  /// Lines of a head, as many and as long as a server of ours sends.
  func keep(_ bytes: UnsafeRawBufferPointer) {
    let text = bytes.prefix(16 << 10).split(separator: UInt8(ascii: "\r")).first.map { String(decoding: $0, as: UTF8.self) } ?? ""
    if text.hasPrefix("HTTP/") { headLines = [] }
    guard headLines.count < 100, !text.isEmpty, text != "\n" else { return }
    headLines.append(text)
  }

  static func of(_ context: UnsafeMutableRawPointer?) -> TransferState? {
    context.map { Unmanaged<TransferState>.fromOpaque($0).takeUnretainedValue() }
  }
}

private func takeBody(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
  guard let state = TransferState.of(context), let bytes else { return 0 }
  let length = size * count
  guard state.body.count + length <= state.limit else {
    state.isTooLong = true
    return 0
  }
  state.body += UnsafeRawBufferPointer(start: bytes, count: length)
  return length
}

private func takeLine(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
  guard let state = TransferState.of(context), let bytes else { return 0 }
  let length = size * count
  if state.keepsHead { state.keep(UnsafeRawBufferPointer(start: bytes, count: length)) }
  let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: min(length, 1_000)), as: UTF8.self)
    .filter { $0 != "\r" && $0 != "\n" && $0 != "\r\n" }
  // A mail server's goodbye comes after what it had to say.
  if !line.isEmpty, !line.hasPrefix("221") { state.lastLine = line }
  let name = "retry-after:"
  if line.lowercased().hasPrefix(name), let seconds = Int(line.dropFirst(name.count).filter { $0 != " " }) {
    state.retryAfter = min(max(seconds, 0), 86_400)
  }
  return length
}

private func givePayload(_ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
  guard let state = TransferState.of(context), let buffer else { return 0 }
  let length = min(size * count, state.payload.count - state.sent)
  guard length > 0 else { return 0 }
  state.payload.withUnsafeBytes { bytes in
    UnsafeMutableRawPointer(buffer).copyMemory(from: bytes.baseAddress! + state.sent, byteCount: length)
  }
  state.sent += length
  return length
}

/// The one door to the network: the address is looked at where it is used, so that no answer of a name server between two questions opens it.
private func openSocket(
  _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
  guard let state = TransferState.of(context), let address else { return -1 }
  let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 16
  let start: Int
  let length: Int
  switch address.pointee.family {
  case AF_INET: (start, length) = (offset + 4, 4)
  case AF_INET6: (start, length) = (offset + 8, 16)
  default: return -1
  }
  let raw = UnsafeRawPointer(address)
  let found = NetworkAddress(bytes: (0..<length).map { raw.load(fromByteOffset: start + $0, as: UInt8.self) })
  guard state.policy.permits(found) else {
    state.refused = found
    return -1
  }
  state.refused = nil
  return socket(
    address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.`protocol`)
}

private func lookForStop(
  _ context: UnsafeMutableRawPointer?, _ down: curl_off_t, _ downNow: curl_off_t, _ up: curl_off_t, _ upNow: curl_off_t
) -> Int32 {
  TransferState.of(context)?.isStopped() ?? false ? 1 : 0
}
