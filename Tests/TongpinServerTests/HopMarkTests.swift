// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import Testing

@testable import TongpinServer

/// What one server says to another of where a request comes from. Sees: a mark that somebody without the key made, that was moved to another request, or
/// that is too old.
@Suite("A request that is handed on says from where it comes, and only servers of the house are believed")
struct HopMarkTests {
  private let key = Digest.sha256(Array("the house".utf8))
  private let mark = HopMark(address: "203.0.113.7", isEncrypted: true, moment: 1_000_000)

  private func request(_ mark: String?, _ path: String = "/api/v1/commands", method: HTTPRequest.Method = .post) -> Request {
    var head = HTTPRequest(method: method, scheme: nil, authority: "plan.example", path: path)
    if let mark { head.headerFields[HopMark.field] = mark }
    return Request(head: head, body: .init(buffer: .init()))
  }

  @Test("it is believed by who has the key, within a minute")
  func believed() throws {
    let text = mark.text("POST", "/api/v1/commands", key: key)
    let read = try #require(HopMark(request(text), key: key, now: 1_000_400))
    #expect(read.address == "203.0.113.7" && read.isEncrypted)
    #expect(HopMark(request(text), key: key, now: 1_000_000 + HopMark.limit + 1) == nil, "too old")
    #expect(HopMark(request(text), key: Digest.sha256(Array("another".utf8)), now: 1_000_400) == nil)
    #expect(HopMark(request(nil), key: key, now: 1_000_400) == nil)
  }

  @Test("moved to another request, or with one word changed, it is nobody's")
  func moved() {
    let text = mark.text("POST", "/api/v1/commands", key: key)
    #expect(HopMark(request(text, "/api/v1/people"), key: key, now: 1_000_400) == nil)
    #expect(HopMark(request(text, method: .delete), key: key, now: 1_000_400) == nil)
    for (word, other) in [("203.0.113.7", "203.0.113.8"), ("https", "http"), ("1000000", "1000001")] {
      #expect(HopMark(request(text.replacingOccurrences(of: word, with: other)), key: key, now: 1_000_400) == nil, "\(word)")
    }
    for broken in ["", "a", "a b c d", text + " x", String(text.dropLast())] {
      #expect(HopMark(request(broken), key: key, now: 1_000_400) == nil, "\(broken)")
    }
  }

  @Test("a request without an address says so and is read again")
  func nowhere() throws {
    let text = HopMark(address: "", isEncrypted: false, moment: 5).text("DELETE", "/x?y=1", key: key)
    let read = try #require(HopMark(request(text, "/x?y=1", method: .delete), key: key, now: 6))
    #expect(read.address.isEmpty && !read.isEncrypted)
  }
}
