-- 用友 U8：销售订单（已审核）。SO_SOMain 表头，SO_SODetails 表体。
-- Yonyou U8: approved sales orders, head and lines. Amounts in the company's own currency (iNat…).
-- watermark: changed_at timestamp, overlap 900
SELECT
  d.cSOCode AS order_number,
  d.iRowNo AS line_number,
  m.dDate AS ordered_on,
  d.dPreDate AS due_on,
  d.cInvCode AS item,
  m.cCusCode AS customer,
  m.cPersonCode AS owner,
  d.iQuantity AS quantity,
  d.iTaxRate / 100.0 AS tax_rate,
  d.iNatSum AS amount_incl_tax,
  d.iNatMoney AS amount_excl_tax,
  d.iNatTax AS tax_amount,
  (SELECT MAX(t.v) FROM (VALUES (m.dcreatesystime), (m.dmodifysystime), (m.dverifysystime), (m.dDate)) AS t(v)) AS changed_at
FROM SO_SOMain AS m
JOIN SO_SODetails AS d ON d.ID = m.ID
WHERE m.cVerifier IS NOT NULL
