// SPDX-License-Identifier: Apache-2.0
import CCurl
import TongpinServer
import Transfers

/// Requests that go on to the server that writes, by libcurl.
struct WriterTransfers: WriterLink {
  /// An import of a million lines takes a minute; nobody waits for a quarter of an hour.
  private static let milliseconds = 900_000
  private static let answerBytes = 256 << 20

  let certificates: String?

  func send(_ request: ForwardedRequest, to address: String) throws -> ForwardedAnswer {
    var limits = TransferLimits()
    limits.wholeMilliseconds = Self.milliseconds
    limits.answerBytes = Self.answerBytes
    limits.certificates = certificates
    // The address is signed with what follows from the key of the chain: it is where the house says its own server is.
    let policy = AddressPolicy(open: true, inside: true, loopback: true)
    guard let transfer = CurlTransfer(limits, policy: policy, isStopped: { false }) else {
      throw WriterUnreachable(reason: "no memory for a transfer")
    }
    transfer.text(CURLOPT_URL, address + request.target)
    transfer.number(CURLOPT_PATH_AS_IS, 1)
    // Expect would make both wait for a word before the body goes.
    transfer.list(CURLOPT_HTTPHEADER, request.headers.map { "\($0.name): \($0.value)" } + ["Expect:"])
    if request.method == "HEAD" {
      transfer.number(CURLOPT_NOBODY, 1)
    } else if request.method != "GET" {
      transfer.post(request.body)
      transfer.text(CURLOPT_CUSTOMREQUEST, request.method)
    }
    transfer.keepHead()
    let result = transfer.perform()
    guard result.code == CURLE_OK, result.status != 0 else { throw WriterUnreachable(reason: result.reason) }
    let headers = result.headLines.dropFirst().compactMap { line -> (name: String, value: String)? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\n" }
      return (String(line[..<colon].drop { $0 == "\n" }), String(value))
    }
    return ForwardedAnswer(status: result.status, headers: headers, body: result.body)
  }
}
