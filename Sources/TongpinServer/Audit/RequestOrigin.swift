// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import Journal
import NIOCore

/// A request with the address of the other side.
struct PeerContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let address: String

  init(source: Source) {
    coreContext = CoreRequestContextStorage(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? ""
  }
}

/// From where the request comes that is being answered: every turn with the workspace that is taken for it is taken in its name.
enum RequestOrigin {
  @TaskLocal static var current: Origin?

  private static let forwarded = HTTPField.Name("X-Forwarded-For")!
  private static let scheme = HTTPField.Name("X-Forwarded-Proto")!

  /// What a proxy says of the way to the browser.
  static func isEncrypted(_ request: Request) -> Bool { request.headers[scheme]?.lowercased() == "https" }

  /// - Parameter trustsProxy: whoever connects is our own proxy, and the last address it appended is the other side's. Without it the header is
  ///   anybody's claim and is not read.
  static func read(_ request: Request, address: String, trustsProxy: Bool) -> Origin {
    var address = address
    if trustsProxy, let last = request.headers[values: forwarded].last?.split(separator: ",").last {
      let told = last.filter { $0 != " " }
      if isAddress(told) { address = String(told) }
    }
    return Origin(channel: .browser, address: address, agent: request.headers[.userAgent] ?? "")
  }

  /// Digits, points and colons of an IPv4 or IPv6 address: what a proxy may also write there, a name or `unknown`, is none.
  private static func isAddress(_ text: some StringProtocol) -> Bool {
    (2...45).contains(text.utf8.count) && text.contains { $0 == "." || $0 == ":" }
      && text.utf8.allSatisfy { (0x30...0x3A).contains($0) || (0x61...0x66).contains($0) || (0x41...0x46).contains($0) || $0 == 0x2E }
  }
}

extension Origin {
  /// The same, of somebody who is signed in.
  func of(_ known: Sessions.Known) -> Origin {
    Origin(channel: known.isScript ? .token : .browser, session: known.mark, address: address, agent: agent)
  }
}
