"""Which tables stand on which page."""

import collateral
import inputs
import losses

CASE_STUDY = [
    losses.scenarios, losses.horizon, losses.lifetime, losses.ladder, losses.gap, losses.gap_loss, losses.rent,
    losses.convergence, losses.causes, losses.liquidity, losses.clause, collateral.collateral,
    collateral.collateral_error, collateral.sale, collateral.crowd, collateral.inventory, collateral.spreads,
    collateral.counter, collateral.tenants, collateral.crunch, collateral.vintages]
CALIBRATION = [inputs.inputs, inputs.rates]


def every(results, chosen):
    """Texts by the name of their marks."""
    return {make.__name__.replace("_", "-"): make(results) for make in chosen}
