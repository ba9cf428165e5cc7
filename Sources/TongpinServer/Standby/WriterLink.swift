// SPDX-License-Identifier: Apache-2.0
package import PlanningCycle

/// A request that the server that writes is to answer.
package struct ForwardedRequest: Sendable {
  package let method: String
  /// Path and query as they came.
  package let target: String
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]
}

/// What it answered, as it came.
package struct ForwardedAnswer: Sendable {
  package let status: Int
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]

  package init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// The way from a server that follows to the one that writes.
package protocol WriterLink: Sendable {
  /// Waits for the answer; never on a thread of the network pool.
  ///
  /// - Parameter address: `http://host:port` or `https://…`.
  /// - Throws: `WriterUnreachable`.
  func send(_ request: ForwardedRequest, to address: String) throws -> ForwardedAnswer
}

/// Nobody answered, or not to the end: what became of the request is asked after by its key.
package struct WriterUnreachable: Error {
  package let reason: String

  package init(reason: String) { self.reason = reason }
}

/// What a server needs to share a database with others.
package struct SharedServing: Sendable {
  package let store: any SharedStore
  package let link: any WriterLink
  /// Where others reach this server; nil: where it listens.
  package let address: String?

  package init(store: any SharedStore, link: any WriterLink, address: String?) {
    self.store = store
    self.link = link
    self.address = address
  }
}
