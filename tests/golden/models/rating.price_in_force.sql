WITH
    asked AS
    (
        SELECT
            s.rate_epoch AS rate_epoch,
            f.price_id AS price_id,
            arraySort(groupArray(tuple(toString(f.property), splitByString('|', f.value)))) AS asks
        FROM staging.price_filter AS f
        INNER JOIN rating.rate_epoch AS s ON s.tariff_id = f.tariff_id
        WHERE ((f.valid_from <= s.at) AND (f.valid_to > s.at))
        GROUP BY
            s.rate_epoch,
            f.price_id
    )
SELECT
    p.tariff_id AS tariff_id,
    p.price_id AS price_id,
    p.name AS name,
    p.service AS service,
    p.metric AS metric,
    p.model AS model,
    p.weight AS weight,
    p.fallback AS fallback,
    p.filters AS filters,
    p.minimum_quantity AS minimum_quantity,
    p.whole_call_by_start AS whole_call_by_start,
    p.minimum_cost AS minimum_cost,
    p.maximum_cost AS maximum_cost,
    p.maximum_cost_then AS maximum_cost_then,
    p.maximum_cost_includes_connect_fee AS maximum_cost_includes_connect_fee,
    p.connect_fee_when_covered AS connect_fee_when_covered,
    p.at_boundary AS at_boundary,
    p.stated_amount AS stated_amount,
    p.exchange_source AS exchange_source,
    p.amount AS amount,
    p.flat_fee_at_zero AS flat_fee_at_zero,
    p.package_size AS package_size,
    p.free_units AS free_units,
    p.percentage AS percentage,
    p.fixed_fee AS fixed_fee,
    p.minimum_per_event AS minimum_per_event,
    p.maximum_per_event AS maximum_per_event,
    p.free_events AS free_events,
    p.free_amount AS free_amount,
    p.aggregation AS aggregation,
    p.property AS property,
    p.removed_property AS removed_property,
    p.removed_value AS removed_value,
    p.group_by AS group_by,
    p.carried_over AS carried_over,
    p.prorated AS prorated,
    p.charged_in AS charged_in,
    p.multiplier AS multiplier,
    p.discount_percentage AS discount_percentage,
    p.conversion_operation AS conversion_operation,
    p.conversion_by AS conversion_by,
    p.conversion_rounding AS conversion_rounding,
    p.conversion_decimals AS conversion_decimals,
    p.minimum_spend AS minimum_spend,
    p.minimum_spend_proration AS minimum_spend_proration,
    p.maximum_spend AS maximum_spend,
    p.period AS period,
    p.scope AS scope,
    p.rounding AS rounding,
    p.decimals AS decimals,
    p.rounding_of AS rounding_of,
    p.tax_id AS tax_id,
    p.tax_included AS tax_included,
    p.valid_from AS valid_from,
    s.rate_epoch AS rate_epoch,
    assumeNotNull(f.asks) AS asks
FROM staging.price AS p
INNER JOIN rating.rate_epoch AS s ON s.tariff_id = p.tariff_id
LEFT JOIN asked AS f ON (f.rate_epoch = s.rate_epoch) AND (f.price_id = p.price_id)
WHERE ((p.valid_from <= s.at) AND (p.valid_to > s.at))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
