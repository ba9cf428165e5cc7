// SPDX-License-Identifier: Apache-2.0
package import Access
package import HTTPTypes

/// What the server answers itself, beside the route table: signing in and out, tokens, live events.
package enum OwnEndpoint: CaseIterable, Sendable {
  case signIn, readSession, signOut, makeToken, events

  package var method: HTTPRequest.Method {
    switch self {
    case .signIn, .makeToken: .post
    case .readSession, .events: .get
    case .signOut: .delete
    }
  }

  package var path: String {
    switch self {
    case .signIn, .readSession, .signOut: "/api/v1/session"
    case .makeToken: "/api/v1/tokens"
    case .events: "/api/v1/events"
    }
  }

  /// nil: whoever is signed in, and for signing in whoever knows a password.
  package var permission: Permission? {
    switch self {
    case .signIn, .readSession, .signOut, .makeToken: nil
    case .events: .viewPlan
    }
  }

  package var summary: String {
    switch self {
    case .signIn: "Signs in; sets the session cookie"
    case .readSession: "Who is signed in"
    case .signOut: "Ends the session"
    case .makeToken: "A token for scripts, shown once"
    case .events: "Live events"
    }
  }

  init?(_ method: HTTPRequest.Method, _ path: String) {
    guard let found = Self.allCases.first(where: { $0.method == method && $0.path == path }) else { return nil }
    self = found
  }
}
