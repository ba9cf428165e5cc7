// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Testing
import Wire

@testable import TongpinServer

@Suite struct RouteTableTests {
  private static func route(_ method: HTTPRequest.Method, _ pattern: String) -> Route {
    .route(method, pattern, To.ViewPlan.self, pattern) { _, _, _ in .null }
  }

  private let table = RouteTable([
    route(.get, "/api/v1/deals"), route(.get, "/api/v1/deals/board"), route(.get, "/api/v1/deals/{code}"),
    route(.post, "/api/v1/deals/{code}"), route(.get, "/api/v1/items/{item}/regions/{region}"),
  ])

  private func match(_ method: HTTPRequest.Method, _ path: String) -> (String, [String: String])? {
    table.match(method: method, path: path).map { ($0.0.pattern, $0.1) }
  }

  @Test("a path finds the route of its method with the same number of segments; the first that fits wins")
  func finds() {
    #expect(match(.get, "/api/v1/deals")?.0 == "/api/v1/deals")
    #expect(match(.get, "/api/v1/deals/board")?.0 == "/api/v1/deals/board")
    #expect(match(.get, "/api/v1/deals/D-1")?.1 == ["code": "D-1"])
    #expect(match(.get, "/api/v1/items/A/regions/B")?.1 == ["item": "A", "region": "B"])
  }

  @Test(
    "what is not in the table does not exist",
    arguments: [
      (HTTPRequest.Method.delete, "/api/v1/deals"), (.post, "/api/v1/deals"), (.get, "/api/v1"), (.get, "/"), (.get, ""),
      (.get, "/api/v1/deals/D-1/more"), (.get, "/api/v1/Deals"), (.get, "/api/v1/items/A/regions"),
    ])
  func misses(method: HTTPRequest.Method, path: String) { #expect(match(method, path) == nil, "\(method) \(path)") }

  @Test("codes of any script come back from their percent form; what is not well formed stays as it is")
  func percent() {
    let cases = [
      "%E5%8D%8E%E4%B8%9C": "华东", "a%2Fb": "a/b", "%2e%2e": "..", "100%": "100%", "%zz": "%zz", "%E5%8D": "%E5%8D",
      "a%00": "a\u{0}", "%": "%", "": "",
    ]
    for (text, expected) in cases { #expect(text.removingPercentEncodingOrSame == expected, "\(text)") }
    // A slash that was escaped is part of the code, not a segment.
    #expect(match(.get, "/api/v1/deals/a%2Fb")?.1 == ["code": "a/b"])
  }

  @Test("no two routes of the program are the same, each needs a permission and lies under /api/v1")
  func wholeTable() {
    var seen: Swift.Set<String> = []
    for route in Route.all {
      #expect(seen.insert("\(route.method) \(route.pattern)").inserted, "\(route.method) \(route.pattern)")
      #expect(!route.permissions.isEmpty)
      #expect(route.pattern.hasPrefix("/api/v1/"))
      #expect(route.bodyLimit > 0)
      let path = route.pattern.split(separator: "/").map { $0.first == "{" ? "x" : String($0) }.joined(separator: "/")
      let found = RouteTable(Route.all).match(method: route.method, path: "/" + path)
      #expect(found?.0.pattern == route.pattern, "\(route.pattern) is hidden by \(found?.0.pattern ?? "")")
    }
    #expect(seen.count > 10)
  }
}
