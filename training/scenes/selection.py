"""Which models of the libraries play which role in a scene. Chosen by eye: complete, textured, no brands."""

from library import Asset

FREE = "BlendSwap-CC-0"
SHARED = "BlendSwap-CC-BY"

ROLES: dict[str, dict[str, str]] = {
    # Things that stand on the floor and catch the eye.
    "floor": {
        FREE: """armchair caballito plasticChair silla2 teddyBear sillaBlanca basketball fireExtinguisher armchair2 chicken
            modernArmchair riggedFan antiqueChair chairWithCushion decorativePlant chair2 motorbike osakaChair plant
            winchesterArmchair designChair barrel crate briefcase thonet flowerBox oakChair stoneLantern box handbag""",
        SHARED: """backpack childChair green_stool gift leaf_chair ella_chair_f ballonFoot mediumIndoorPlant spatifilum
            armchair1 bike bulldog decorativePlant fotel siameseCat plaidChair armChair2 kitchenChair chair3 wheelchair""",
        "KatorLegaz": """mid-century-chair chair-ottoman dining-chair scooter office-chair recycling-bin hose-reel
            bullet-trash-can cafe-chair""",
        "Reallusion": """female01 female02 female03 male01 male02 male03 boyStanding girlStanding sitMale03 sitFemale01
            girlSittingGround""",
        "Scopia": """armchair3 armchair armchair1 maceta vase3 jar office_chair tubular_chair armchair2 modern_armchair
            plastic_chair puff cat dog cardboard-box shopping-basket stroller tricycle step-ladder-wood doll-house rabbit
            bicycle scooter2 wood_logs children_chair indoor-bike clothes-basket ficus""",
    },
    # Things that stand on a table and catch the eye.
    "tabletop": {
        FREE: """caffe_final deer desklamp kitchenaid plasticCup tableFan teddyBear headphones littlePlant bread cactus
            cupcake woodToy coffeeBrewer orchids""",
        SHARED: """boiler carrito-de-madera coffee_cup gift kitchenblender lamp luckyBamboo radio rubix2 kitchenScale
            chessboard espressokettle hamburger succulentPlant toyTrain tulip tulips white_lily largePan coffeePress""",
        "KatorLegaz": "coffee-maker coffee-mug bowl spray-bottle flashlight pedestal-vase-lamp",
        "Scopia": """old_jar pottery vase2 vase3 jar desk_lamp2 little_lamp1 little_lamp2 apples calla_lily_with_roses
            creamer cup teapot sugar birthday_cake squeezer bonsai-tree casquette chapeau bowlWithFruits bowlWithSalad toaster
            roasted-chicken perceuse-electrique kitchenKnifeStandSet casque rabbit""",
    },
    # Small quiet things that lie around on a table.
    "litter": {
        FREE: "yogurtBottle ruler cardGame kalender",
        SHARED: "book choppingBoard utensilsPot beer_bottle saltShaker",
        "KatorLegaz": "dinner-plate bread-plate newspaper stapler tape-measure coffee-mug",
        "Scopia": "tray penbox bandeja tv-remote-control folded_clothes frame1",
    },
    # Furniture that stands against a wall.
    "wall": {
        FREE: "bedsideTable2 bookcase couch cupboard radiator3 sofa2 shelves winchesterSofa desk",
        SHARED: "bedsideTable bookcase chest couch3 dresserWithDrawers modernRadiator piano simpleDesk sofa3 tvStand wardrobe",
        "KatorLegaz": "full-bookcase mid-century-sofa filing-cabinet utility-shelving",
        "Scopia": """wardrobe1 clear_sofa simple_sofa office_furniture1 office_box beige_sofa burlap_sofa leather_sofa
            fireplace1 kids_wooden_desk sofa_white_beige changing-table""",
    },
    # Tables and desks on which something can be put.
    "table": {
        FREE: "oakTable table",
        SHARED: "table simpleDesk",
        "Scopia": """table4 black_table wooden_table_office wooden_office_pear_table_rect table-with-leaning-feet
            wooden_office_alder_table children_table round-table""",
    },
    # Things outside that catch the eye.
    "outdoor": {
        FREE: """barrel crate basketball motorbike chicken wheelbarrow mofx_mailbox deckChair stoneLantern lantern caballito
            relaxChair""",
        SHARED: "bike bulldog ballonFoot siameseCat backpack wheelchair",
        "KatorLegaz": """fire-hydrant scooter hose-reel park-trashcan residential-trashcan cafe-chair concrete-bench
            painted-bench""",
        "Reallusion": "female01 female02 female03 male01 male02 male03 boyStanding girlStanding girlSittingGround",
        "Scopia": """bicycle scooter2 cone dog cat rabbit tricycle stroller mower dog-house shopping-basket maceta silla_teca
            rattanArmchair wood_bank campingTent""",
    },
    # Plants and walls that close the view outside.
    "garden": {
        FREE: "plantie rock1 rock3 plant",
        SHARED: "mediumIndoorPlant spatifilum",
        "Scopia": "hedge high-hedge hedgeTextured bush",
    },
}


def assets_of_role(role: str, assets: dict[str, Asset]) -> list[Asset]:
    """The assets that play a role, in a fixed order, so that a seed always means the same scene."""
    chosen = []
    for library, names in ROLES[role].items():
        for name in names.split():
            key = f"{library}/{name}"
            if key not in assets:
                raise KeyError(f"role '{role}' names {key}, which the libraries do not hold")
            chosen.append(assets[key])
    return chosen
