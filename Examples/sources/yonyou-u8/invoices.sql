-- 用友 U8：销售发票（已复核）。SaleBillVouch 表头，SaleBillVouchs 表体；红字发票的金额为负。
-- Yonyou U8: approved sales invoices; red ones have negative amounts.
-- watermark: changed_at timestamp, overlap 900
SELECT
  m.cSBVCode AS invoice_number,
  d.irowno AS line_number,
  m.dDate AS invoiced_on,
  m.cCusCode AS customer,
  d.cInvCode AS item,
  l.cSOCode AS order_number,
  d.iQuantity AS quantity,
  d.iNatSum AS amount_incl_tax,
  d.iNatMoney AS amount_excl_tax,
  d.iNatTax AS tax_amount,
  (SELECT MAX(t.v) FROM (VALUES (m.dcreatesystime), (m.dmodifysystime), (m.dverifysystime), (m.dDate)) AS t(v)) AS changed_at
FROM SaleBillVouch AS m
JOIN SaleBillVouchs AS d ON d.SBVID = m.SBVID
LEFT JOIN DispatchLists AS l ON l.iDLsID = d.iDLsID
WHERE m.cVerifier IS NOT NULL
